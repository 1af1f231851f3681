#ifndef HOPGUARD_CPOSTGRES_H
#define HOPGUARD_CPOSTGRES_H

/* libpq, opened when it is first used: a program without `audit.postgres` neither loads it nor needs it installed.
   The functions and their types are those of libpq.so.5, which has kept them since PostgreSQL 14 (pipeline mode).
   https://www.postgresql.org/docs/current/libpq.html */

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

/* Of ConnStatusType, PostgresPollingStatusType and ExecStatusType in libpq-fe.h, those that are asked for. */
enum { HOPGUARD_PQ_CONNECTION_OK = 0, HOPGUARD_PQ_CONNECTION_BAD = 1 };
enum { HOPGUARD_PQ_POLL_FAILED = 0, HOPGUARD_PQ_POLL_READING = 1, HOPGUARD_PQ_POLL_WRITING = 2, HOPGUARD_PQ_POLL_OK = 3 };
enum { HOPGUARD_PQ_COMMAND_OK = 1, HOPGUARD_PQ_TUPLES_OK = 2, HOPGUARD_PQ_PIPELINE_SYNC = 10, HOPGUARD_PQ_PIPELINE_ABORTED = 11 };

/* 1 when libpq is there and new enough. Called before anything else, from any thread. */
int hopguard_pq_load(void);

/* Begins to connect; keepalives, the program's name and UTF-8 unless the URL says otherwise. Notices are dropped. */
PGconn *hopguard_pq_connect(const char *url);
int hopguard_pq_poll(PGconn *connection);
int hopguard_pq_status(const PGconn *connection);
int hopguard_pq_socket(const PGconn *connection);
const char *hopguard_pq_message(const PGconn *connection);
void hopguard_pq_finish(PGconn *connection);

int hopguard_pq_begin_pipeline(PGconn *connection);
int hopguard_pq_end_pipeline(PGconn *connection);
int hopguard_pq_send_script(PGconn *connection, const char *sql);
int hopguard_pq_send_prepare(PGconn *connection, const char *name, const char *sql);
/* Parameters and results in binary. */
int hopguard_pq_send(PGconn *connection, const char *name, int count, const char *const *values, const int *lengths);
int hopguard_pq_sync(PGconn *connection);
int hopguard_pq_flush(PGconn *connection);
int hopguard_pq_consume(PGconn *connection);
int hopguard_pq_is_busy(PGconn *connection);
PGresult *hopguard_pq_result(PGconn *connection);

int hopguard_pq_result_status(const PGresult *result);
const char *hopguard_pq_sqlstate(const PGresult *result);
const char *hopguard_pq_command(PGresult *result);
int hopguard_pq_rows(const PGresult *result);
int hopguard_pq_is_null(const PGresult *result, int row, int column);
unsigned int hopguard_pq_type(const PGresult *result, int column);
const char *hopguard_pq_value(const PGresult *result, int row, int column);
int hopguard_pq_length(const PGresult *result, int row, int column);
void hopguard_pq_clear(PGresult *result);
#endif
