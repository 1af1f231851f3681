#ifndef HOPGUARD_CYAML_H
#define HOPGUARD_CYAML_H
#include <yaml.h>
#endif
