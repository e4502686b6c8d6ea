#include "tests/bot/desk/fake_network.h"

#include <fstream>

#include "bot/base/kill_point.h"

namespace test {

using bot::networks::Composed;
using bot::networks::Parent;
using bot::networks::SentReply;

Parent FakeAnswerer::look(std::string_view native_id) {
    look_answer();
    if (auto const known = parents.find(native_id); known != parents.end()) return known->second;
    return {Parent::State::there, std::string(native_id), text, {}};
}

Composed FakeAnswerer::compose(bot::networks::ApprovedReply const& reply, Parent const&) const {
    return {reply.idempotency_key + " " + reply.text, reply.idempotency_key, reply.text.size(), limit};
}

SentReply FakeAnswerer::send(Composed const& reply) {
    ++calls;
    auto const there = find(reply);
    if (delivers && !(there && honours)) std::ofstream(outbox_, std::ios::app) << reply.request << std::endl;
    bot::kill_point("network.arrived");
    answer();
    return *find(reply);
}

std::optional<SentReply> FakeAnswerer::find(Composed const& reply) {
    find_answer();
    for (auto const& line : outbox_lines(outbox_))
        if (line.starts_with(reply.idempotency_key + " "))
            return SentReply{"native-" + reply.idempotency_key, "https://network.example/1",
                             line.substr(line.find(' ') + 1)};
    return std::nullopt;
}

std::vector<bot::networks::OwnReply> FakeAccount::recent_replies(bot::networks::Time since) {
    asked.push_back(since);
    answer();
    auto recent = timeline;
    std::erase_if(recent, [&](auto const& reply) { return reply.written_at < since; });
    return recent;
}

std::vector<std::string> outbox_lines(std::filesystem::path const& outbox) {
    std::vector<std::string> lines;
    std::ifstream file(outbox);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

}  // namespace test
