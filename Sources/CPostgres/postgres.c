#include "CPostgres.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

typedef unsigned int Oid;
typedef void (*NoticeReceiver)(void *, const PGresult *);

static PGconn *(*connectStartParams)(const char *const *, const char *const *, int);
static int (*connectPoll)(PGconn *);
static int (*status)(const PGconn *);
static int (*socketOf)(const PGconn *);
static char *(*errorMessage)(const PGconn *);
static void (*finish)(PGconn *);
static NoticeReceiver (*setNoticeReceiver)(PGconn *, NoticeReceiver, void *);
static int (*setNonblocking)(PGconn *, int);
static int (*enterPipelineMode)(PGconn *);
static int (*exitPipelineMode)(PGconn *);
static int (*sendQuery)(PGconn *, const char *);
static int (*sendPrepare)(PGconn *, const char *, const char *, int, const Oid *);
static int (*sendQueryPrepared)(PGconn *, const char *, int, const char *const *, const int *, const int *, int);
static int (*pipelineSync)(PGconn *);
static int (*flush)(PGconn *);
static int (*consumeInput)(PGconn *);
static int (*isBusy)(PGconn *);
static PGresult *(*getResult)(PGconn *);
static int (*resultStatus)(const PGresult *);
static char *(*resultErrorField)(const PGresult *, int);
static char *(*cmdStatus)(PGresult *);
static int (*ntuples)(const PGresult *);
static int (*getisnull)(const PGresult *, int, int);
static Oid (*ftype)(const PGresult *, int);
static char *(*getvalue)(const PGresult *, int, int);
static int (*getlength)(const PGresult *, int, int);
static void (*clearResult)(PGresult *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int isLoaded;

static void load(void) {
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return;
    struct { const char *name; void *place; } symbols[] = {
        {"PQconnectStartParams", &connectStartParams}, {"PQconnectPoll", &connectPoll}, {"PQstatus", &status},
        {"PQsocket", &socketOf}, {"PQerrorMessage", &errorMessage}, {"PQfinish", &finish},
        {"PQsetNoticeReceiver", &setNoticeReceiver}, {"PQsetnonblocking", &setNonblocking},
        {"PQenterPipelineMode", &enterPipelineMode}, {"PQexitPipelineMode", &exitPipelineMode}, {"PQsendQuery", &sendQuery},
        {"PQsendPrepare", &sendPrepare}, {"PQsendQueryPrepared", &sendQueryPrepared}, {"PQpipelineSync", &pipelineSync},
        {"PQflush", &flush}, {"PQconsumeInput", &consumeInput}, {"PQisBusy", &isBusy}, {"PQgetResult", &getResult},
        {"PQresultStatus", &resultStatus}, {"PQresultErrorField", &resultErrorField}, {"PQcmdStatus", &cmdStatus},
        {"PQntuples", &ntuples}, {"PQgetisnull", &getisnull}, {"PQftype", &ftype}, {"PQgetvalue", &getvalue},
        {"PQgetlength", &getlength}, {"PQclear", &clearResult},
    };
    for (size_t at = 0; at < sizeof symbols / sizeof *symbols; at++) {
        /* POSIX has dlsym give functions as objects' addresses. */
        void *found = dlsym(library, symbols[at].name);
        if (found == NULL) return;
        *(void **)symbols[at].place = found;
    }
    isLoaded = 1;
}

int hopguard_pq_load(void) {
    pthread_once(&once, load);
    return isLoaded;
}

static void drop(void *context, const PGresult *notice) {
    (void)context;
    (void)notice;
}

PGconn *hopguard_pq_connect(const char *url) {
    /* What the URL says comes last and wins. */
    static const char *const names[] = {
        "fallback_application_name", "client_encoding", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "tcp_user_timeout", "dbname", NULL};
    const char *values[] = {"hopguard", "UTF8", "30", "10", "3", "10000", url, NULL};
    PGconn *connection = connectStartParams(names, values, 1);
    if (connection != NULL) setNoticeReceiver(connection, drop, NULL);
    return connection;
}

int hopguard_pq_poll(PGconn *connection) { return connectPoll(connection); }
int hopguard_pq_status(const PGconn *connection) { return status(connection); }
int hopguard_pq_socket(const PGconn *connection) { return socketOf(connection); }
const char *hopguard_pq_message(const PGconn *connection) { return errorMessage(connection); }
void hopguard_pq_finish(PGconn *connection) { finish(connection); }

int hopguard_pq_begin_pipeline(PGconn *connection) { return setNonblocking(connection, 1) == 0 && enterPipelineMode(connection); }
int hopguard_pq_end_pipeline(PGconn *connection) { return exitPipelineMode(connection); }
int hopguard_pq_send_script(PGconn *connection, const char *sql) { return sendQuery(connection, sql); }
int hopguard_pq_send_prepare(PGconn *connection, const char *name, const char *sql) {
    return sendPrepare(connection, name, sql, 0, NULL);
}

int hopguard_pq_send(PGconn *connection, const char *name, int count, const char *const *values, const int *lengths) {
    static const int binary[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    if (count > 64) return 0;
    return sendQueryPrepared(connection, name, count, values, lengths, binary, 1);
}

int hopguard_pq_sync(PGconn *connection) { return pipelineSync(connection); }
int hopguard_pq_flush(PGconn *connection) { return flush(connection); }
int hopguard_pq_consume(PGconn *connection) { return consumeInput(connection); }
int hopguard_pq_is_busy(PGconn *connection) { return isBusy(connection); }
PGresult *hopguard_pq_result(PGconn *connection) { return getResult(connection); }

int hopguard_pq_result_status(const PGresult *result) { return resultStatus(result); }
const char *hopguard_pq_sqlstate(const PGresult *result) { return resultErrorField(result, 'C'); }
const char *hopguard_pq_command(PGresult *result) { return cmdStatus(result); }
int hopguard_pq_rows(const PGresult *result) { return ntuples(result); }
int hopguard_pq_is_null(const PGresult *result, int row, int column) { return getisnull(result, row, column); }
unsigned int hopguard_pq_type(const PGresult *result, int column) { return ftype(result, column); }
const char *hopguard_pq_value(const PGresult *result, int row, int column) { return getvalue(result, row, column); }
int hopguard_pq_length(const PGresult *result, int row, int column) { return getlength(result, row, column); }
void hopguard_pq_clear(PGresult *result) { clearResult(result); }
