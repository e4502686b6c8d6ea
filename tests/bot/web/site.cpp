#include "tests/bot/web/site.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace test {

namespace {

struct ListCleanup {
    void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

std::size_t keep_body(char* data, std::size_t, std::size_t count, void* to) {
    static_cast<Answer*>(to)->body.append(data, count);
    return count;
}

std::size_t keep_header(char* data, std::size_t, std::size_t count, void* to) {
    std::string line(data, count);
    auto const colon = line.find(':');
    if (colon == std::string::npos) return count;
    auto name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto const start = line.find_first_not_of(' ', colon + 1);
    auto const end = line.find_last_not_of("\r\n");
    static_cast<Answer*>(to)->headers.emplace(name, start > end ? "" : line.substr(start, end - start + 1));
    return count;
}

std::string encoded(std::string const& text) {
    std::unique_ptr<char, decltype(&curl_free)> const out(
        curl_easy_escape(nullptr, text.data(), static_cast<int>(text.size())), curl_free);
    return out.get();
}

void keep_cookie(Answer const& answer, std::map<std::string, std::string>& cookies) {
    auto const line = answer.header("set-cookie");
    if (line.empty()) return;
    auto const equals = line.find('=');
    auto const value = line.substr(equals + 1, line.find(';') - equals - 1);
    if (value.empty())
        cookies.erase(line.substr(0, equals));
    else
        cookies[line.substr(0, equals)] = value;
}

}  // namespace

Browser::Browser(int port) : port_(port), connection_(curl_easy_init(), curl_easy_cleanup) {}

Answer Browser::send(std::string const& method, std::string const& path, std::string const& body,
                     std::vector<std::string> const& more_headers) {
    auto* const curl = connection_.get();
    curl_easy_reset(curl);  // the connection stays
    Answer answer;
    auto const url = "http://127.0.0.1:" + std::to_string(port_) + path;
    curl_slist* list = nullptr;
    for (auto const* some : {&std::as_const(headers), &more_headers})
        for (auto const& header : *some) list = curl_slist_append(list, header.c_str());
    std::string jar;
    for (auto const& [name, value] : cookies) jar += (jar.empty() ? "Cookie: " : "; ") + name + "=" + value;
    if (!jar.empty()) list = curl_slist_append(list, jar.c_str());
    list = curl_slist_append(list, "Expect:");
    std::unique_ptr<curl_slist, ListCleanup> const all(list);
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, all.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &answer);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    if (method == "HEAD") curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    if (method != "GET" && method != "HEAD") {
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
        curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method.c_str());
    }
    auto const code = curl_easy_perform(curl);
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code != CURLE_OK && status == 0) throw std::runtime_error(curl_easy_strerror(code));
    answer.status = static_cast<int>(status);
    keep_cookie(answer, cookies);
    return answer;
}

Answer Browser::get(std::string const& path, std::vector<std::string> const& more_headers) {
    return send("GET", path, "", more_headers);
}

Answer Browser::head(std::string const& path) {
    return send("HEAD", path, "");
}

Answer Browser::post(std::string const& path,
                     std::vector<std::pair<std::string, std::string>> const& fields) {
    std::string body;
    for (auto const& [name, value] : fields)
        body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    return send("POST", path, body);
}

std::string hidden_field(std::string const& page, std::string const& name) {
    auto const mark = "name=\"" + name + "\" value=\"";
    auto const start = page.find(mark);
    if (start == std::string::npos) return "";
    auto const from = start + mark.size();
    return page.substr(from, page.find('"', from) - from);
}

std::string raw_exchange(int port, std::string const& bytes, std::chrono::milliseconds patience) {
    auto const handle = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(handle, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
        throw std::runtime_error("connect");
    std::string_view rest = bytes;
    std::string answer;
    char chunk[4096];
    for (;;) {
        pollfd wait{handle, static_cast<short>(POLLIN | (rest.empty() ? 0 : POLLOUT)), 0};
        if (::poll(&wait, 1, static_cast<int>(patience.count())) <= 0) break;
        if (wait.revents & POLLOUT) {
            auto const sent =
                ::send(handle, rest.data(), std::min<std::size_t>(rest.size(), 65536), MSG_NOSIGNAL);
            if (sent > 0)
                rest.remove_prefix(static_cast<std::size_t>(sent));
            else
                rest = {};
            continue;
        }
        auto const count = ::recv(handle, chunk, sizeof chunk, 0);
        if (count <= 0) break;
        answer.append(chunk, static_cast<std::size_t>(count));
    }
    ::close(handle);
    return answer;
}

bot::pages::Pages const& pages() {
    static bot::pages::Words const words;
    static bot::pages::Pages const all(words);
    return all;
}

Site::Site(std::function<void(bot::web::Routes&)> const& more, bot::web::ListenerSettings settings,
           bot::web::FrontSettings front_settings, bot::web::Front::Banner banner) {
    bot::web::Routes routes;
    auto& in = sign_in_pages;
    using bot::web::Request;
    routes.get("/console/sign-in", [&in](Request const& request) { return in.form(request); });
    routes.post(
        "/console/sign-in", [&in](Request const& request) { return in.send(request); },
        bot::web::Routes::Stale::tell_handler);
    routes.get("/console/sign-in/{token}", [&in](Request const& request) { return in.link(request); });
    routes.post(
        "/console/sign-in/{token}", [&in](Request const& request) { return in.set_password(request); },
        bot::web::Routes::Stale::tell_handler);
    routes.console_post(bot::web::Routes::Role::plain, "/console/sign-out",
                        [&in](Request const& request, storage::Operator const& person) {
                            return in.sign_out(request, person);
                        });
    if (more) more(routes);
    std::filesystem::create_directories(folder.path / "site");
    front = std::make_unique<bot::web::Front>(
        std::move(routes), pages(), sessions, tokens, files, [this] { return ready; },
        std::move(front_settings), std::move(banner));
    settings.port = 0;
    listener = std::make_unique<bot::web::Listener>(
        std::move(settings), [this](bot::web::Arrived const& arrived) { return front->answer(arrived); });
}

storage::Operator Site::add_operator(std::string const& name) {
    storage::Operator person;
    person.id = storage::OperatorId::random();
    person.name = name;
    person.created_at = clock.now();
    store.write([&](storage::Write& write) { storage::operators::add(write, person); });
    return person;
}

std::string Site::link_for(storage::Operator const& person) {
    return store.write(
        [&](storage::Write& write) { return bot::web::one_time_link(write, keys, person.id, clock.now()); });
}

void Site::publish(std::string const& name, std::string const& text) {
    auto const file = folder.path / "site" / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

}  // namespace test
