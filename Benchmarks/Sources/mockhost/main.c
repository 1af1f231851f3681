// A host that answers at once, for benchmarks: one thread, one epoll loop, no parsing beyond what framing needs.
//
// The model's name in the request says what it answers, because a proxy passes nothing else through:
//   json-BYTES            one chat completion of about that size
//   sse-EVENTS-MICROS     a stream of that many deltas, that many microseconds apart (0: as fast as the reader reads)
// Below /api/ it is a host of Ollama's API with one model, `m:latest`, that gives one short answer.
// The first e-mail address of the request is repeated in the answer, so that a proxy that replaced it has something to restore.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
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
  int fd, keep;
  char *in; size_t in_len, in_cap;
  char *out; size_t out_len, out_cap, out_at;
  long events_left, event_no; int64_t interval, due;
  char mail[128];
  struct conn *next, *prev; int timed, want_write;
};

static int ep;
static struct conn timed_head;

static int64_t now_us(void) {
  struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void put(struct conn *c, const char *data, size_t n) {
  if (c->out_len + n > c->out_cap) {
    c->out_cap = (c->out_len + n) * 2 + 1024;
    c->out = realloc(c->out, c->out_cap);
  }
  memcpy(c->out + c->out_len, data, n);
  c->out_len += n;
}

static void untime(struct conn *c) {
  if (!c->timed) return;
  c->prev->next = c->next; c->next->prev = c->prev; c->timed = 0;
}

static void drop(struct conn *c) {
  untime(c);
  close(c->fd); free(c->in); free(c->out); free(c);
}

static void delta(struct conn *c) {
  char text[256], event[512], chunk[600];
  if (c->mail[0] && c->event_no % 8 == 7) snprintf(text, sizeof text, " to %s;", c->mail);
  else snprintf(text, sizeof text, " word%ld", c->event_no % 100);
  int n = snprintf(event, sizeof event,
    "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
    "\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n", text);
  int m = snprintf(chunk, sizeof chunk, "%x\r\n%s\r\n", n, event);
  put(c, chunk, (size_t)m);
  c->event_no++; c->events_left--;
  if (c->events_left == 0) {
    const char *end = "data: [DONE]\n\n";
    m = snprintf(chunk, sizeof chunk, "%zx\r\n%s\r\n0\r\n\r\n", strlen(end), end);
    put(c, chunk, (size_t)m);
  }
}

static void answer(struct conn *c, const char *body, size_t len) {
  c->mail[0] = 0;
  const char *at = memchr(body, '@', len);
  if (at) {
    const char *a = at, *b = at;
    while (a > body && (strchr("._-+", a[-1]) || (a[-1] | 32) - 'a' < 26u || a[-1] - '0' < 10u)) a--;
    while (b < body + len - 1 && (strchr(".-", b[1]) || (b[1] | 32) - 'a' < 26u || b[1] - '0' < 10u)) b++;
    if (b - a < 100) { memcpy(c->mail, a, (size_t)(b - a + 1)); c->mail[b - a + 1] = 0; }
  }
  const char *model = memmem(body, len < 65536 ? len : 65536, "\"model\":", 8);
  long x = 300, y = 0; int stream = 0;
  if (!model) model = memmem(body, len, "\"model\":", 8);
  if (model) {
    model = strchr(model + 8, '"');
    if (model && sscanf(model, "\"sse-%ld-%ld", &x, &y) == 2) stream = 1;
    else if (model) sscanf(model, "\"json-%ld", &x);
  }
  if (stream) {
    const char *head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    put(c, head, strlen(head));
    c->events_left = x; c->event_no = 0; c->interval = y;
    if (y == 0) while (c->events_left > 0) delta(c);
    else {
      c->due = now_us() + y; c->timed = 1;
      c->next = &timed_head; c->prev = timed_head.prev; timed_head.prev->next = c; timed_head.prev = c;
    }
    return;
  }
  char head[256], open[512];
  const char *end = "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}}";
  int n = snprintf(open, sizeof open, "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
    "\"message\":{\"role\":\"assistant\",\"content\":\"to %s: ", c->mail);
  long fill = x - n - (long)strlen(end); if (fill < 0) fill = 0;
  int h = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %ld\r\n\r\n", n + fill + (long)strlen(end));
  put(c, head, (size_t)h); put(c, open, (size_t)n);
  static const char words[] = "the quick brown fox jumps over the lazy dog and runs away; ";
  while (fill > 0) { size_t k = fill < (long)sizeof words - 1 ? (size_t)fill : sizeof words - 1; put(c, words, k); fill -= (long)k; }
  put(c, end, strlen(end));
}

static void ollama(struct conn *c, int is_get) {
  char head[128];
  const char *body = is_get
    ? "{\"models\":[{\"name\":\"m:latest\",\"model\":\"m:latest\",\"modified_at\":\"2026-01-01T00:00:00Z\",\"size\":1,\"digest\":\"d\",\"details\":{}}]}"
    : "{\"model\":\"m:latest\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":{\"role\":\"assistant\",\"content\":\"A short answer of a "
      "few words.\"},\"done\":true,\"eval_count\":7}";
  int n = snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n", strlen(body));
  put(c, head, (size_t)n); put(c, body, strlen(body));
}

// Takes whole requests out of the buffer. Returns 0 when the connection is to be closed.
static int take(struct conn *c) {
  while (c->in_len && !c->timed) {
    char *end = memmem(c->in, c->in_len, "\r\n\r\n", 4);
    if (!end) return c->in_len < 65536;
    size_t head = (size_t)(end - c->in) + 4, length = 0;
    for (char *p = c->in; p < end; p++)
      if ((p == c->in || p[-1] == '\n') && strncasecmp(p, "content-length:", 15) == 0) length = strtoul(p + 15, NULL, 10);
    if (c->in_len < head + length) return 1;
    int is_get = strncmp(c->in, "GET ", 4) == 0;
    if (strncmp(c->in + (is_get ? 4 : 5), "/api/", 5) == 0) ollama(c, is_get);
    else if (is_get) {
      const char *r = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 27\r\n\r\n{\"object\":\"list\",\"data\":[]}";
      put(c, r, strlen(r));
    } else answer(c, c->in + head, length);
    memmove(c->in, c->in + head + length, c->in_len - head - length);
    c->in_len -= head + length;
  }
  return 1;
}

static int flush_out(struct conn *c) {
  while (c->out_at < c->out_len) {
    ssize_t n = send(c->fd, c->out + c->out_at, c->out_len - c->out_at, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN) break;
    if (n <= 0) return 0;
    c->out_at += (size_t)n;
  }
  if (c->out_at == c->out_len) { c->out_at = c->out_len = 0; if (c->out_cap > 1 << 20) { free(c->out); c->out = NULL; c->out_cap = 0; } }
  int want = c->out_len > 0;
  if (want != c->want_write) {
    struct epoll_event e = {.events = EPOLLIN | (want ? EPOLLOUT : 0u), .data.ptr = c};
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e); c->want_write = want;
  }
  return 1;
}

int main(int argc, char **argv) {
  int port = argc > 1 ? atoi(argv[1]) : 9901, one = 1;
  signal(SIGPIPE, SIG_IGN);
  timed_head.next = timed_head.prev = &timed_head;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(listener, (struct sockaddr *)&a, sizeof a) || listen(listener, 4096)) { perror("mockhost"); return 1; }
  ep = epoll_create1(0);
  struct epoll_event e = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(ep, EPOLL_CTL_ADD, listener, &e);
  struct epoll_event got[256];
  for (;;) {
    int n = epoll_wait(ep, got, 256, timed_head.next == &timed_head ? -1 : 1);
    for (int i = 0; i < n; i++) {
      struct conn *c = got[i].data.ptr;
      if (!c) {
        int fd;
        while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
          setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
          c = calloc(1, sizeof *c); c->fd = fd;
          e.events = EPOLLIN; e.data.ptr = c;
          epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
        }
        continue;
      }
      int alive = 1;
      if (got[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
        for (;;) {
          if (c->in_cap - c->in_len < 65536) { c->in_cap = c->in_cap * 2 + 65536; c->in = realloc(c->in, c->in_cap); }
          ssize_t k = recv(c->fd, c->in + c->in_len, c->in_cap - c->in_len, 0);
          if (k > 0) { c->in_len += (size_t)k; continue; }
          if (k == 0 || errno != EAGAIN) alive = 0;
          break;
        }
        if (alive) alive = take(c);
        if (alive && c->in_len == 0) { free(c->in); c->in = NULL; c->in_cap = 0; }
      }
      if (alive) alive = flush_out(c);
      if (!alive) drop(c);
    }
    int64_t t = timed_head.next == &timed_head ? 0 : now_us();
    for (struct conn *c = timed_head.next, *next; c != &timed_head; c = next) {
      next = c->next;
      int fired = 0;
      while (c->events_left > 0 && c->due <= t) { delta(c); c->due += c->interval; fired = 1; }
      if (c->events_left == 0) untime(c);
      if (fired && !flush_out(c)) { drop(c); continue; }
      if (fired && !c->timed && c->in_len && !(take(c) && flush_out(c))) drop(c);
    }
  }
}
