/// The part of libmicrohttpd that the Swift target `HTTPServer` uses, in a shape Swift can call: no variadic functions,
/// no macros, no enums whose values are flags. What is peculiar to libmicrohttpd stays behind this header.

#ifndef CMICROHTTPD_H
#define CMICROHTTPD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

struct microhttpd_server;
struct MHD_Response;
struct MHD_Connection;

/// What the server asks of its owner. `client` and `request` are the owner's objects: what `opened` and `began`
/// returned is handed back in every later call and, for the last time, in `closed` and `ended`. All calls about one
/// client come from one thread.
struct microhttpd_callbacks {
    void *_Nonnull context;

    /// A connection that was added is now served.
    void *_Nullable (*_Nonnull opened)(void *_Nonnull context, int socket);

    /// The connection is gone; its socket is closed after this returns, not before.
    void (*_Nonnull closed)(void *_Nonnull context, void *_Nonnull client);

    /// The request line arrived. `target` is what stood in it, undecoded.
    void *_Nullable (*_Nonnull began)(void *_Nonnull context, void *_Nullable client,
                                      struct MHD_Connection *_Nonnull connection, const char *_Nonnull target,
                                      size_t length);

    /// Called first when the header is complete (no bytes), then for each piece of the body, then when the request
    /// is complete (no bytes), and again after each `microhttpd_resume`. `target_length` counts the target as it was
    /// sent: where it differs from the length `began` was given, the target held a NUL. False closes the connection.
    bool (*_Nonnull proceed)(void *_Nonnull context, void *_Nullable request,
                             struct MHD_Connection *_Nonnull connection, const char *_Nonnull method,
                             const char *_Nonnull version, size_t target_length, const void *_Nullable bytes,
                             size_t count);

    /// The request is over: answered, refused or given up.
    void (*_Nonnull ended)(void *_Nonnull context, void *_Nonnull request);
};

/// How a server is to be started.
struct microhttpd_options {
    /// Threads that serve connections.
    unsigned int threads;
    /// The most connections at once; the caller is expected to stay below it.
    unsigned int connections;
    /// A connection on which nothing moves for so long is closed; 0 for never.
    unsigned int idle_seconds;
    /// Memory of one connection: what was read of the request, its header fields, and the answer's header.
    size_t connection_bytes;
};

/// Starts a server without a socket of its own: connections come from `microhttpd_add`. NULL with `errno` on failure.
struct microhttpd_server *_Nullable microhttpd_start(const struct microhttpd_options *_Nonnull options,
                                              const struct microhttpd_callbacks *_Nonnull callbacks);

/// Hands over an accepted, non-blocking socket, which the server closes, also on failure.
bool microhttpd_add(struct microhttpd_server *_Nonnull server, int socket, const struct sockaddr *_Nonnull address,
                    socklen_t length);

/// Closes all connections and ends the threads. No connection may be suspended.
void microhttpd_stop(struct microhttpd_server *_Nonnull server);

/// Calls `visit` with each header field in the order sent.
void microhttpd_each_header(struct MHD_Connection *_Nonnull connection, void *_Nonnull context,
                            void (*_Nonnull visit)(void *_Nonnull context, const char *_Nonnull name,
                                                   size_t name_length, const char *_Nullable value,
                                                   size_t value_length));

/// The bytes of request line and header fields together.
size_t microhttpd_head_size(struct MHD_Connection *_Nonnull connection);

/// Stops reading and writing until `microhttpd_resume`, which any thread may call, once.
void microhttpd_suspend(struct MHD_Connection *_Nonnull connection);
void microhttpd_resume(struct MHD_Connection *_Nonnull connection);

/// An answer that is being put together, with a copy of these bytes as its body. NULL without memory.
struct MHD_Response *_Nullable microhttpd_answer_copying(const void *_Nullable bytes, size_t count);

/// An answer whose body is read piece by piece: `read` copies up to `room` bytes from `position` on and returns how
/// many, `release` is called once, also where this returns NULL.
struct MHD_Response *_Nullable microhttpd_answer_reading(
    uint64_t count, size_t piece, void *_Nonnull body,
    ssize_t (*_Nonnull read)(void *_Nonnull body, uint64_t position, char *_Nonnull buffer, size_t room),
    void (*_Nonnull release)(void *_Nonnull body));

/// What `read` of an answer without a known length returns at the end of the body, and where the body cannot be finished:
/// the connection is then closed in a way that shows it.
enum { microhttpd_body_end = -1, microhttpd_body_broken = -2 };

/// An answer whose length nobody knows yet: it goes out in chunks, and to an HTTP/1.0 client until the connection is closed.
/// `read` is called whenever the socket has room; where it has nothing to give it must suspend the connection before it
/// returns 0, or it is called again at once. `release` is called once, also where this returns NULL.
struct MHD_Response *_Nullable microhttpd_answer_streaming(
    size_t piece, void *_Nonnull body,
    ssize_t (*_Nonnull read)(void *_Nonnull body, uint64_t position, char *_Nonnull buffer, size_t room),
    void (*_Nonnull release)(void *_Nonnull body));

/// An answer to HEAD where GET's would have no known length: header fields alone, and the connection ends with them.
struct MHD_Response *_Nullable microhttpd_answer_without_body(void);

/// Ends a connection so that its peer is told of a failure (RST), whatever it was told before.
void microhttpd_break(int socket);

/// Adds a header field; false where the library does not take it.
bool microhttpd_add_header(struct MHD_Response *_Nonnull answer, const char *_Nonnull name,
                           const char *_Nonnull value);

/// Sends the answer and gives it up. False where the connection cannot take one.
bool microhttpd_queue(struct MHD_Connection *_Nonnull connection, unsigned int status,
                      struct MHD_Response *_Nonnull answer);

#endif
