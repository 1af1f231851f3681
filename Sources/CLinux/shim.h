#ifndef HOPGUARD_CLINUX_H
#define HOPGUARD_CLINUX_H
/* No feature macro: with one, types such as fd_set would differ from those of Swift's Glibc module. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* Declared by glibc for _GNU_SOURCE only; accept4(2). */
extern int accept4(int, struct sockaddr *__restrict, socklen_t *__restrict, int);

#endif
