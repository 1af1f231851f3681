// A load generator for benchmarks: one thread, one epoll loop. Prints one JSON object.
//
//   loadgen PORT --seconds S --connections N --model NAME --prompt-bytes B [--plain] [--fresh] [--churn] [--rate R]
//
// Closed loop without --rate: each connection sends its next request when the last one ended. With --rate, requests are due at fixed times and
// a late one counts from when it was due (so that a stall is not hidden). --plain leaves personal data out of the prompt. --fresh puts another word into each sentence with
// every request, so that nothing remembered of an earlier text helps. --churn opens a connection for each request. Streams are counted by their events (blank lines); the first event's delay is kept beside the whole.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct conn {
  int fd, busy, sent_all, head_done, chunked, stream;
  size_t sent; int64_t due, first;
  char head[4096]; size_t head_len; long long left; int tail; long events; char last[8];
};

static char *request; static size_t request_len;
enum { WORD = 6 }; static size_t *words, words_n; static uint64_t words_seed;
static int port, churn, ep; static long done_count, errors, events_total, bytes_total;
static double *delays, *firsts; static long delays_n, firsts_n; enum { MAX = 4000000 };

static int64_t now_ns(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec; }

static int dial(struct conn *c) {
  int one = 1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(c->fd, (struct sockaddr *)&a, sizeof a) && errno != EINPROGRESS) return 0;
  struct epoll_event e = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
  return epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e) == 0;
}

static void push(struct conn *c) {
  while (c->busy && c->sent < request_len) {
    ssize_t n = send(c->fd, request + c->sent, request_len - c->sent, MSG_NOSIGNAL);
    if (n <= 0) return;
    c->sent += (size_t)n;
  }
}

// Another word of letters at each place kept for one. The text goes on being as long as it was.
static void freshen(void) {
  for (size_t i = 0; i < words_n; i++) {
    words_seed = words_seed * 6364136223846793005u + 1442695040888963407u;
    uint64_t x = words_seed >> 20;
    for (int k = 0; k < WORD; k++, x /= 26) request[words[i] + (size_t)k] = (char)('a' + x % 26);
  }
}

static void begin(struct conn *c, int64_t due) {
  freshen();
  c->busy = 1; c->sent = 0; c->head_len = 0; c->head_done = 0; c->due = due; c->first = 0; c->events = 0; c->tail = 0;
  memset(c->last, 0, sizeof c->last);
  if (churn || c->fd < 0) { if (c->fd >= 0) close(c->fd); if (!dial(c)) { errors++; c->busy = 0; return; } }
  push(c);
}

static void ended(struct conn *c, int ok) {
  int64_t t = now_ns();
  if (ok) {
    done_count++; events_total += c->events;
    if (delays_n < MAX) delays[delays_n++] = (double)(t - c->due) / 1e6;
    if (c->first && firsts_n < MAX) firsts[firsts_n++] = (double)(c->first - c->due) / 1e6;
  } else { errors++; close(c->fd); c->fd = -1; }
  c->busy = 0;
}

// Counts blank lines of a stream and finds the last chunk. Answers 1 when the body has ended.
static int body(struct conn *c, const char *p, size_t n) {
  bytes_total += (long)n;
  if (!c->chunked) { c->left -= (long long)n; return c->left <= 0; }
  for (const char *q = p, *e = p + n; (q = memchr(q, '\n', (size_t)(e - q))); q++)
    if (q + 1 < e && q[1] == '\n') c->events++;
  if (c->events && !c->first) c->first = now_ns();
  size_t k = n < 7 ? n : 7;
  if (k < 7) memmove(c->last, c->last + k, 7 - k);
  memcpy(c->last + 7 - k, p + n - k, k);
  return memcmp(c->last, "\r\n0\r\n\r\n", 7) == 0;
}

static void pull(struct conn *c) {
  static char buffer[262144];
  for (;;) {
    ssize_t n = recv(c->fd, buffer, sizeof buffer, 0);
    if (n < 0 && errno == EAGAIN) return;
    if (n <= 0) { if (c->busy) ended(c, 0); else { close(c->fd); c->fd = -1; } return; }
    if (!c->busy) { close(c->fd); c->fd = -1; return; }
    char *p = buffer; size_t len = (size_t)n;
    if (!c->head_done) {
      size_t room = sizeof c->head - 1 - c->head_len, k = len < room ? len : room;
      memcpy(c->head + c->head_len, p, k); size_t before = c->head_len; c->head_len += k; c->head[c->head_len] = 0;
      char *end = strstr(c->head, "\r\n\r\n");
      if (!end) { if (c->head_len >= sizeof c->head - 1) ended(c, 0); continue; }
      size_t head = (size_t)(end - c->head) + 4;
      *end = 0;
      if (strncmp(c->head, "HTTP/1.1 200", 12)) { ended(c, 0); return; }
      char *l = strcasestr(c->head, "content-length:");
      c->chunked = l == NULL; c->left = l ? atoll(l + 15) : 0; c->head_done = 1;
      p += head - before; len -= head - before;
      if (c->chunked || len) { if (len && body(c, p, len)) { ended(c, 1); return; } } 
      continue;
    }
    if (body(c, p, len)) { ended(c, 1); return; }
  }
}

static int by_value(const void *a, const void *b) { double x = *(const double *)a, y = *(const double *)b; return x < y ? -1 : x > y; }
static double at(double *v, long n, double q) { return n ? v[(long)((double)(n - 1) * q)] : 0; }

int main(int argc, char **argv) {
  double seconds = 3, rate = 0; long connections = 32, prompt = 300; const char *model = "json-1500", *path = "/v1/chat/completions"; int plain = 0, fresh = 0;
  if (argc < 2) return 2;
  port = atoi(argv[1]);
  for (int i = 2; i < argc; i++) {
    if (!strcmp(argv[i], "--plain")) plain = 1;
    else if (!strcmp(argv[i], "--fresh")) fresh = 1;
    else if (!strcmp(argv[i], "--churn")) churn = 1;
    else if (i + 1 >= argc) return 2;
    else if (!strcmp(argv[i], "--seconds")) seconds = atof(argv[++i]);
    else if (!strcmp(argv[i], "--connections")) connections = atol(argv[++i]);
    else if (!strcmp(argv[i], "--model")) model = argv[++i];
    else if (!strcmp(argv[i], "--path")) path = argv[++i];
    else if (!strcmp(argv[i], "--prompt-bytes")) prompt = atol(argv[++i]);
    else if (!strcmp(argv[i], "--rate")) rate = atof(argv[++i]);
    else return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  static const char *sentences[] = {"Please look at the report of last week and tell me what changed in the second part. ",
    "The build fails in version 4.12 when the cache is cold, see line 231 of main.c. ", "We meet at the usual place, bring the slides and the numbers for May. ",
    "Could you write a short and friendly answer that says we are sorry for the delay? "};
  char *text = malloc((size_t)prompt + 512); size_t n = 0;
  if (!plain) n += (size_t)sprintf(text, "Write to anna.kowalska@corp.example about her order. ");
  size_t *places = malloc(sizeof *places * ((size_t)prompt / 40 + 8)); words_seed = (uint64_t)now_ns();
  for (int i = 0; n < (size_t)prompt; i++) {
    if (fresh) { n += (size_t)sprintf(text + n, "About "); places[words_n++] = n; n += (size_t)sprintf(text + n, "xxxxxx: "); }
    n += (size_t)sprintf(text + n, "%s", sentences[i & 3]);
  }
  size_t cap = n + 1024 + strlen(path); request = malloc(cap);
  char *payload = malloc(cap);
  size_t payload_len = (size_t)sprintf(payload, "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}", model,
    strncmp(model, "sse", 3) ? "false" : "true", text);
  request_len = (size_t)sprintf(request, "POST %s HTTP/1.1\r\nhost: localhost\r\nuser-agent: loadgen\r\naccept: */*\r\n"
    "content-type: application/json\r\ncontent-length: %zu\r\n\r\n", path, payload_len);
  size_t prefix = (size_t)(strstr(payload, "\"content\":\"") - payload) + 11;
  for (size_t i = 0; i < words_n; i++) places[i] += request_len + prefix;
  words = places;
  memcpy(request + request_len, payload, payload_len); request_len += payload_len;
  ep = epoll_create1(0);
  delays = malloc(sizeof(double) * MAX); firsts = malloc(sizeof(double) * MAX);
  struct conn *all = calloc((size_t)connections, sizeof *all);
  int64_t start = now_ns(), end = start + (int64_t)(seconds * 1e9), step = rate > 0 ? (int64_t)(1e9 / rate) : 0, due = start;
  for (long i = 0; i < connections; i++) { all[i].fd = -1; if (!step) begin(&all[i], now_ns()); }
  struct epoll_event got[512];
  long idle_at = 0;
  while (now_ns() < end) {
    if (step) while (due <= now_ns()) {
      long tried = 0;
      while (tried < connections && all[idle_at % connections].busy) { idle_at++; tried++; }
      if (tried == connections) break;
      begin(&all[idle_at++ % connections], due); due += step;
    }
    int k = epoll_wait(ep, got, 512, step ? 0 : 10);
    for (int i = 0; i < k; i++) {
      struct conn *c = got[i].data.ptr;
      if (got[i].events & EPOLLOUT) push(c);
      if (got[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) pull(c);
      if (!c->busy && !step) begin(c, now_ns());
    }
  }
  double took = (double)(now_ns() - start) / 1e9;
  qsort(delays, (size_t)delays_n, sizeof(double), by_value); qsort(firsts, (size_t)firsts_n, sizeof(double), by_value);
  long open_streams = 0, events_open = 0;
  for (long i = 0; i < connections; i++) if (all[i].busy && all[i].events) { open_streams++; events_open += all[i].events; }
  printf("{\"done\":%ld,\"errors\":%ld,\"seconds\":%.3f,\"events\":%ld,\"bytes\":%ld,\"p50\":%.4f,\"p99\":%.4f,\"first_p50\":%.4f,\"open\":%ld}\n",
    done_count, errors, took, events_total + events_open, bytes_total, at(delays, delays_n, .5), at(delays, delays_n, .99), at(firsts, firsts_n, .5), open_streams);
  return 0;
}
