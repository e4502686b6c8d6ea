#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace test {

/// What a client asked, as it arrived.
struct HttpAsked {
    std::string method;
    std::string target;                          // path and query
    std::map<std::string, std::string> headers;  // names in lower case; of equal names the last
    std::string body;
    /// The path without the query, and a parameter of the query, decoded; "" if it is not there.
    std::string path() const;
    std::string param(std::string const& name) const;
};

/// What to answer, and how to go wrong.
struct HttpAnswer {
    enum class Way {
        whole,
        hang,   // reads the request and says nothing until the client goes or the server ends
        reset,  // reads the request and resets the connection
        cut,    // promises the whole body, sends half of it and closes
        drip,   // sends the headers, then the body never comes
        slow,   // sends all of it in a few pieces, some milliseconds apart
        raw,    // `body` is all that is sent, headers too
        stay,   // the same, and the connection stays open for what push() sends
    };
    int status = 200;
    std::string body{};
    std::vector<std::pair<std::string, std::string>> headers{};  // besides Content-Length
    Way way = Way::whole;
};

/// An HTTP server on a free loopback port that answers as it was told: first what was told for the path, in
/// order, then what was told for any path, in order; when one list is used up its last answer is given again;
/// with none, 404. Takes up to some dozens of connections at once; keeps them open between requests.
class HttpServer {
public:
    HttpServer();
    HttpServer(HttpServer const&) = delete;
    ~HttpServer();

    int port() const { return port_; }
    /// "http://127.0.0.1:PORT"
    std::string address() const;

    void answer(HttpAnswer answer);
    void answer(std::string const& path, HttpAnswer answer);
    /// Asks this for every request instead; on the server's threads, one at a time.
    void answer_by(std::function<HttpAnswer(HttpAsked const&)> by);
    /// Forgets answers told for that path.
    void forget(std::string const& path);

    /// Sends more bytes on a connection that stays open, the next one if there is none.
    void push(std::string bytes);
    /// Ends the connections that stay open.
    void hang_up();

    /// In the order they came.
    std::vector<HttpAsked> asked() const;
    /// Remembers only so many requests from now on.
    void keep_asked(std::size_t most);
    /// How many connections were made.
    std::size_t connections() const;

private:
    class Client;
    void serve(std::stop_token const& stop);
    void talk(int client, std::stop_token const& stop);
    void stay(Client& client);
    HttpAnswer answer_to(HttpAsked const& asked);

    int listening_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::map<std::string, std::deque<HttpAnswer>> by_path_;  // guarded by mutex_; "" is any path
    std::function<HttpAnswer(HttpAsked const&)> by_;         // guarded by mutex_
    std::deque<HttpAsked> asked_;                            // guarded by mutex_
    std::size_t most_asked_ = SIZE_MAX;                      // guarded by mutex_
    std::size_t connections_ = 0;                            // guarded by mutex_
    std::string pushed_;                                     // guarded by mutex_
    std::size_t hung_up_ = 0;                                // guarded by mutex_; how often
    std::jthread thread_;                                    // accepts; holds the threads that talk
};

/// Shorthands.
HttpAnswer json_answer(std::string body, int status = 200);
HttpAnswer html_answer(std::string body, int status = 200);

}  // namespace test
