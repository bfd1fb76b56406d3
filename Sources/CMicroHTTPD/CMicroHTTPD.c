#include "CMicroHTTPD.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

/// The daemon and what it points to for as long as it lives.
struct microhttpd_server {
    struct microhttpd_callbacks callbacks;
    struct MHD_Daemon *daemon;
};

static void *client_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info == NULL ? NULL : info->socket_context;
}

static void connection_changed(void *closure, struct MHD_Connection *connection, void **socket_context,
                               enum MHD_ConnectionNotificationCode code) {
    const struct microhttpd_callbacks *callbacks = closure;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *socket_context = callbacks->opened(callbacks->context, info == NULL ? -1 : (int) info->connect_fd);
    } else if (*socket_context != NULL) {
        callbacks->closed(callbacks->context, *socket_context);
        *socket_context = NULL;
    }
}

static void *target_arrived(void *closure, const char *target, struct MHD_Connection *connection) {
    const struct microhttpd_callbacks *callbacks = closure;
    void *request = callbacks->began(callbacks->context, client_of(connection), connection, target, strlen(target));
    // The query is taken from the raw target by our side, so what stands here is not needed any more. Left in place,
    // libmicrohttpd 0.9.75 would make a record of every parameter, and a query of a few hundred would use up the
    // connection's memory and leave the connection hanging (its error answer's state is overwritten). The buffer is
    // libmicrohttpd's own read buffer, which it writes to itself after this call.
    char *query = strchr(target, '?');
    if (query != NULL) query[1] = '\0';
    return request;
}

static enum MHD_Result request_moved(void *closure, struct MHD_Connection *connection, const char *url,
                                     const char *method, const char *version, const char *upload_data,
                                     size_t *upload_data_size, void **request) {
    const struct microhttpd_callbacks *callbacks = closure;
    // In the request line the version follows the target and one blank; both still lie where they were read.
    size_t target_length = version > url ? (size_t) (version - url) - 1 : 0;
    size_t count = upload_data == NULL ? 0 : *upload_data_size;
    bool goes_on = callbacks->proceed(callbacks->context, *request, connection, method, version, target_length,
                                      upload_data, count);
    if (upload_data != NULL) *upload_data_size = 0;
    return goes_on ? MHD_YES : MHD_NO;
}

static void request_ended(void *closure, struct MHD_Connection *connection, void **request,
                          enum MHD_RequestTerminationCode code) {
    const struct microhttpd_callbacks *callbacks = closure;
    (void) connection;
    (void) code;
    if (*request == NULL) return;
    callbacks->ended(callbacks->context, *request);
    *request = NULL;
}

/// Leaves escapes alone: libmicrohttpd's own decoding turns `%00` into the end of a C string.
static size_t leave_escaped(void *closure, struct MHD_Connection *connection, char *text) {
    (void) closure;
    (void) connection;
    return strlen(text);
}

struct microhttpd_server *microhttpd_start(const struct microhttpd_options *options,
                                           const struct microhttpd_callbacks *callbacks) {
    struct microhttpd_server *server = malloc(sizeof *server);
    if (server == NULL) return NULL;
    server->callbacks = *callbacks;
    struct microhttpd_callbacks *kept = &server->callbacks;
    // Without a listening socket there is nothing to quiesce: MHD_quiesce_daemon of 0.9.75 aborts the process when
    // one of the pool's threads takes the socket out of its epoll set at the same moment.
    unsigned int flags =
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET;
    // A pool of one is refused; leaving the option out gives one thread. The pool divides the connections evenly,
    // and sockets are spread by number, so each thread is given room to spare.
    struct MHD_OptionItem pool[] = {
        {options->threads > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, options->threads, NULL},
        {MHD_OPTION_END, 0, NULL},
    };
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, request_moved, kept,
        MHD_OPTION_CONNECTION_LIMIT, options->connections,
        MHD_OPTION_CONNECTION_TIMEOUT, options->idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, options->connection_bytes,
        MHD_OPTION_NOTIFY_CONNECTION, connection_changed, kept,
        MHD_OPTION_URI_LOG_CALLBACK, target_arrived, kept,
        MHD_OPTION_NOTIFY_COMPLETED, request_ended, kept,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
        MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
    if (server->daemon == NULL) {
        free(server);
        return NULL;
    }
    return server;
}

bool microhttpd_add(struct microhttpd_server *server, int socket, const struct sockaddr *address, socklen_t length) {
    return MHD_add_connection(server->daemon, socket, address, length) == MHD_YES;
}

void microhttpd_stop(struct microhttpd_server *server) {
    MHD_stop_daemon(server->daemon);
    free(server);
}

struct visitor {
    void *context;
    void (*visit)(void *context, const char *name, size_t name_length, const char *value, size_t value_length);
};

static enum MHD_Result visit_header(void *closure, enum MHD_ValueKind kind, const char *name, size_t name_length,
                                    const char *value, size_t value_length) {
    const struct visitor *visitor = closure;
    (void) kind;
    visitor->visit(visitor->context, name, name_length, value, value_length);
    return MHD_YES;
}

void microhttpd_each_header(struct MHD_Connection *connection, void *context,
                            void (*visit)(void *context, const char *name, size_t name_length, const char *value,
                                          size_t value_length)) {
    struct visitor visitor = {context, visit};
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, visit_header, &visitor);
}

size_t microhttpd_head_size(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    return info == NULL ? 0 : info->header_size;
}

void microhttpd_suspend(struct MHD_Connection *connection) {
    MHD_suspend_connection(connection);
}

void microhttpd_resume(struct MHD_Connection *connection) {
    MHD_resume_connection(connection);
}

struct MHD_Response *microhttpd_answer_copying(const void *bytes, size_t count) {
    return MHD_create_response_from_buffer(count, (void *) bytes, MHD_RESPMEM_MUST_COPY);
}

struct MHD_Response *microhttpd_answer_reading(
    uint64_t count, size_t piece, void *body,
    ssize_t (*read)(void *body, uint64_t position, char *buffer, size_t room), void (*release)(void *body)) {
    struct MHD_Response *answer = MHD_create_response_from_callback(count, piece, read, body, release);
    if (answer == NULL) release(body);
    return answer;
}

_Static_assert(microhttpd_body_end == MHD_CONTENT_READER_END_OF_STREAM, "the end of a body");
_Static_assert(microhttpd_body_broken == MHD_CONTENT_READER_END_WITH_ERROR, "a broken body");

struct MHD_Response *microhttpd_answer_streaming(
    size_t piece, void *body,
    ssize_t (*read)(void *body, uint64_t position, char *buffer, size_t room), void (*release)(void *body)) {
    return microhttpd_answer_reading(MHD_SIZE_UNKNOWN, piece, body, read, release);
}

static ssize_t read_nothing(void *body, uint64_t position, char *buffer, size_t room) {
    (void) body;
    (void) position;
    (void) buffer;
    (void) room;
    return MHD_CONTENT_READER_END_OF_STREAM;
}

struct MHD_Response *microhttpd_answer_without_body(void) {
    struct MHD_Response *answer = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024, read_nothing, NULL, NULL);
    // In chunks, libmicrohttpd 0.9.75 would send the last, empty one even to HEAD, and the client would take it for the
    // beginning of the next answer. As to HTTP/1.0 there are no chunks.
    if (answer != NULL) MHD_set_response_options(answer, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
    return answer;
}

void microhttpd_break(int socket) {
    // Dissolving the connection resets it. Closing alone would end it in order, which an HTTP/1.0 client takes for the
    // end of the body (RFC 9112, section 6.3), and shutting down comes first in libmicrohttpd's closing.
    struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
    (void) connect(socket, &nowhere, sizeof nowhere);
}

bool microhttpd_add_header(struct MHD_Response *answer, const char *name, const char *value) {
    return MHD_add_response_header(answer, name, value) == MHD_YES;
}

bool microhttpd_queue(struct MHD_Connection *connection, unsigned int status, struct MHD_Response *answer) {
    enum MHD_Result result = MHD_queue_response(connection, status, answer);
    MHD_destroy_response(answer);
    return result == MHD_YES;
}
