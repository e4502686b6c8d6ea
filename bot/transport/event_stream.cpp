#include "bot/transport/event_stream.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "bot/base/strings.h"
#include "bot/transport/connection.h"

namespace bot::transport {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr int longest_poll_ms = 1000;

struct FreeMulti {
    void operator()(CURLM* multi) const noexcept { curl_multi_cleanup(multi); }
};
using Multi = std::unique_ptr<CURLM, FreeMulti>;

Multi new_multi() {
    new_handle();  // Starts libcurl.
    Multi multi(curl_multi_init());
    if (!multi) throw std::bad_alloc();
    return multi;
}

List header_list(HttpRequest const& request, EventStreamSettings const& settings) {
    bool const lines = settings.format == EventStreamSettings::Format::lines;
    List all;
    append(all, lines ? "Accept: application/json" : "Accept: text/event-stream");
    for (auto const& [name, value] : request.headers) {
        if (has_control(name) || has_control(value))
            throw HttpError(HttpError::Kind::address, "a header cannot be sent as it is", false);
        append(all, name + ": " + value);
    }
    return all;
}

/// What one connection says, in either format.
class Reader {
public:
    explicit Reader(EventStreamSettings const& settings)
        : by_line_(settings.format == EventStreamSettings::Format::lines),
          events_(settings.event_limit),
          lines_(settings.event_limit) {}
    std::vector<ServerEvent> feed(std::string_view bytes) {
        if (!by_line_) return events_.feed(bytes);
        std::vector<ServerEvent> all;
        for (auto& line : lines_.feed(bytes)) all.push_back({"message", std::move(line)});
        return all;
    }
    std::size_t dropped() const { return events_.dropped() + lines_.dropped(); }

private:
    bool by_line_;
    EventParser events_;
    LineParser lines_;
};

}  // namespace

class EventStream::Connection {
public:
    Connection(HttpRequest request, EventStreamSettings settings)
        : request_(std::move(request)),
          settings_(std::move(settings)),
          headers_(header_list(request_, settings_)),
          multi_(new_multi()),
          reader_(settings_) {
        thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
    }
    ~Connection() {
        thread_.request_stop();
        curl_multi_wakeup(multi_.get());
    }

    StreamTaken take(milliseconds up_to) {
        std::unique_lock hold(mutex_);
        changed_.wait_for(hold, up_to, [&] { return news_; });
        StreamTaken taken{{waiting_.begin(), waiting_.end()}, connected_, gap_, refused_with_, over_};
        waiting_.clear();
        gap_ = news_ = false;
        return taken;
    }

private:
    static curl_socket_t open_allowed(void* to, curlsocktype, curl_sockaddr* address) {
        return open_socket(*address, static_cast<Connection*>(to)->settings_.private_addresses);
    }
    static std::size_t take_body(char* bytes, std::size_t size, std::size_t many, void* to) {
        auto& self = *static_cast<Connection*>(to);
        return self.took({bytes, size * many}) ? size * many : 0;
    }

    void run(std::stop_token const& stop) {
        while (!stop.stop_requested() && !ended_for_good_) {
            heard_ = false;
            connect_once(stop);
            failed_ = heard_ ? 0 : failed_ + 1;
            std::unique_lock hold(mutex_);
            connected_ = false;
            over_ = ended_for_good_;
            tell();
            if (!over_) ended_.wait_for(hold, stop, pause(), [] { return false; });
        }
    }

    milliseconds pause() {
        if (settings_.retry_after) return settings_.retry_after(refused_with_, failed_);
        wait_ = failed_ == 0 ? settings_.retry : std::min(wait_ * 2, settings_.retry_limit);
        return wait_;
    }

    void prepare(CURL* curl) {
        curl_easy_setopt(curl, CURLOPT_URL, request_.url.c_str());
        set_usual_options(curl, settings_.user_agent, settings_.connect_timeout);
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_allowed);
        curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    }

    /// Until the connection ends, is silent for too long, or we are to stop.
    void connect_once(std::stop_token const& stop) {
        auto const curl = new_handle();
        if (!curl) return;
        prepare(curl.get());
        current_ = curl.get();
        reader_ = Reader(settings_);
        heard_at_ = Steady::now();
        curl_multi_add_handle(multi_.get(), curl.get());
        for (int running = 1; running > 0 && !stop.stop_requested();) {
            if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) break;
            if (running == 0 || Steady::now() - heard_at_ > settings_.silence) break;
            auto const poll = std::min<long>(longest_poll_ms, static_cast<long>(settings_.silence.count()));
            curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(poll), nullptr);
        }
        curl_multi_remove_handle(multi_.get(), curl.get());
        auto const answered = status();
        std::lock_guard const hold(mutex_);
        refused_with_ = answered == 200 && !is_web_page() ? 0 : answered;
    }

    /// 0 is no answer at all.
    int status() const {
        long status = 0;
        curl_easy_getinfo(current_, CURLINFO_RESPONSE_CODE, &status);
        return static_cast<int>(status);
    }

    bool is_web_page() const {
        char const* type = nullptr;
        curl_easy_getinfo(current_, CURLINFO_CONTENT_TYPE, &type);
        return type != nullptr && lower_ascii(type).starts_with("text/html");
    }

    /// False ends the connection.
    bool took(std::string_view bytes) {
        if (status() != 200 || is_web_page()) return false;
        heard_at_ = Steady::now();
        auto const dropped = reader_.dropped();
        auto events = reader_.feed(bytes);
        for (auto const& event : events)
            if (settings_.go_on && !settings_.go_on(event)) ended_for_good_ = true;
        std::lock_guard const hold(mutex_);
        if (!connected_) {
            connected_ = gap_ = true;
            refused_with_ = 0;
            tell();
        }
        heard_ = true;
        gap_ = gap_ || reader_.dropped() != dropped;
        for (auto& event : events) waiting_.push_back(std::move(event));
        for (; waiting_.size() > settings_.waiting_limit; gap_ = true) waiting_.pop_front();
        if (!events.empty()) tell();
        return !ended_for_good_;
    }

    /// With the mutex held.
    void tell() {
        news_ = true;
        changed_.notify_all();
    }

    HttpRequest const request_;
    EventStreamSettings const settings_;
    List const headers_;
    Multi const multi_;
    // Of the thread alone.
    CURL* current_ = nullptr;
    Reader reader_;
    Steady::time_point heard_at_;
    bool heard_ = false;
    bool ended_for_good_ = false;
    int failed_ = 0;  // tries in a row that brought nothing
    milliseconds wait_ = settings_.retry;

    std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::condition_variable_any ended_;
    std::deque<ServerEvent> waiting_;
    bool connected_ = false;
    bool gap_ = false;
    bool news_ = false;
    int refused_with_ = 0;
    bool over_ = false;
    std::jthread thread_;
};

EventStream::EventStream(HttpRequest request, EventStreamSettings settings)
    : connection_(std::make_unique<Connection>(std::move(request), std::move(settings))) {}
EventStream::~EventStream() = default;

StreamTaken EventStream::take(milliseconds up_to) {
    return connection_->take(up_to);
}

}  // namespace bot::transport
