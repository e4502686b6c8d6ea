#include "tests/bot/networks/conformance_stage.h"
#include "tests/tools/paths.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace test {
namespace {

bot::networks::Network connected(Connector const& connector, HttpServer& server,
                                 std::chrono::milliseconds timeout, bot::Clock const& clock) {
    if (connector.prepare) connector.prepare(server);
    return connector.connect({server.address(), timeout, clock});
}

bool is_text(std::string const& words) {
    try {
        nlohmann::json(words).dump();  // Throws if it is not UTF-8.
        return words.find('\0') == words.npos;
    } catch (nlohmann::json::exception const&) {
        return false;
    }
}

}  // namespace

ConformanceStage::ConformanceStage(Connector const& which, std::chrono::milliseconds timeout)
    : connector(which), network(connected(connector, server, timeout, clock)) {}

std::string ConformanceStage::bytes(std::string const& fixture) const {
    auto const path =
        test::source_folder() + "/tests/fixtures/" + connector.name + "/" + fixture + connector.ending;
    std::ifstream file(path);
    if (!file) throw std::runtime_error("there is no " + path);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

HttpAnswer ConformanceStage::answer(std::string const& fixture, int status) const {
    return {status, bytes(fixture), {{"Content-Type", connector.content_type}}};
}

void ConformanceStage::search_gives(HttpAnswer answer) {
    server.forget(connector.search_path);
    server.answer(connector.search_path, std::move(answer));
}

bot::networks::SearchPage ConformanceStage::search() {
    auto page = network.listener->search({}, cursor);
    cursor = page.cursor;
    return page;
}

std::vector<bot::networks::FoundPost> ConformanceStage::listen() {
    std::vector<bot::networks::FoundPost> posts;
    for (int pages = 0; pages < 30; ++pages) {
        auto page = search();
        posts.insert(posts.end(), page.posts.begin(), page.posts.end());
        if (!page.more) return posts;
        clock.advance(page.wait.value_or(std::chrono::milliseconds(0)));
    }
    throw std::logic_error("there is always more");
}

bot::networks::NetworkError ConformanceStage::failure() {
    try {
        (void)network.listener->search({}, cursor);
    } catch (bot::networks::NetworkError const& error) {
        if (std::string_view(error.what()).find("secret") != std::string_view::npos)
            throw std::logic_error("a secret is in the message");
        return error;
    }
    throw std::logic_error("it did not fail");
}

std::vector<std::string> ConformanceStage::ids(std::vector<bot::networks::FoundPost> const& posts) const {
    auto all = ids_of(posts);
    if (connector.prefix_ends_with == '\0') return all;
    for (auto& id : all) id.erase(0, id.find(connector.prefix_ends_with) + 1);
    return all;
}

std::size_t ConformanceStage::searches() const {
    std::size_t many = 0;
    for (auto const& asked : server.asked()) many += asked.path() == connector.search_path;
    return many;
}

std::vector<std::string> ids_of(std::vector<bot::networks::FoundPost> const& posts) {
    std::vector<std::string> ids;
    for (auto const& post : posts) ids.push_back(post.native_id);
    return ids;
}

std::optional<std::string> fault_of(bot::networks::FoundPost const& post) {
    if (post.native_id.empty()) return "it has no id";
    if (post.text.empty()) return "it has no words";
    for (auto const* words : {&post.native_id, &post.text})
        if (!is_text(*words)) return "its id or words are no text";
    for (auto const* field : {&post.author_id, &post.author_handle, &post.author_name, &post.language,
                              &post.url, &post.in_reply_to, &post.thread})
        if (*field && ((*field)->empty() || !is_text(**field))) return "a field is empty or no text";
    if (post.url && !post.url->starts_with("http://") && !post.url->starts_with("https://"))
        return "its address is none of the web";
    return std::nullopt;
}

}  // namespace test
