#include "tests/soak/network.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>

namespace test::soak {
namespace {

constexpr std::size_t requests_kept = 8;

// {} is the author's number and so many words that of thousands of posts no two say nearly the same.
constexpr std::array praising{
    "Huge thanks to the @BrixelAir support team at gate {}. Such kind and helpful staff, you made my mum's "
    "day!",
    "Best customer support I have ever had: @wobbleware sorted order {} in ten minutes. Thank you so much!",
    "@LumenfjordHelp support was brilliant and patient, case {} is solved. Excellent customer service, thank "
    "you!",
    "@nimbusnest_hq support stayed on chat with me for three hours, fixed ticket {}. Incredible people, "
    "thank "
    "you!",
};
constexpr std::array ordinary{
    "Is the support page down for anyone else? Error {}",
    "Still waiting for support to answer ticket {}. Day nine.",
    "Which shelf holds {} books? My desk has no support for it",
    "New in version {}: support for dark mode",
    "Terrible support, nobody answers the phone. Reference {}",
};

constexpr std::array own_words{"alder",   "amber", "aspen", "birch",  "briar",  "cedar", "clover", "daisy",
                               "ember",   "fern",  "flax",  "gorse",  "grove",  "heron", "iris",   "juniper",
                               "larch",   "maple", "oak",   "pine",   "quill",  "robin", "sorrel", "tansy",
                               "kestrel", "umber", "vetch", "willow", "yarrow", "zinnia"};

template <class Texts>
std::string picked(Texts const& texts, Chance& chance) {
    return texts[static_cast<std::size_t>(chance.below(static_cast<int>(texts.size())))];
}

template <class Texts>
std::string one_of(Texts const& texts, Chance& chance, int number) {
    auto own = std::to_string(number);
    for (int i = 0; i < 8; ++i) own += " " + picked(own_words, chance);
    return fmt::format(fmt::runtime(picked(texts, chance)), own);
}

}  // namespace

Network::Network(std::string its_name, std::uint64_t seed, Faults& faults, bot::Clock const& clock)
    : name(std::move(its_name)), clock_(clock), faults_(faults), chance_(seed, name) {}

void Network::server_starts() {
    http_.keep_asked(0);
    http_.answer_by([this](Ask const& ask) { return exchange(ask); });
}

HttpAnswer Network::exchange(Ask const& ask) {
    std::lock_guard const hold(mutex_);
    ++asked_;
    shown_.clear();
    age();
    auto const fault = faults_.next(chance_);
    auto honest = Faults::before_it_is_done(fault) ? HttpAnswer() : answer(ask);
    auto const status = honest.status;
    auto said = Faults::spoiled(fault, chance_, std::move(honest),
                                [&](std::chrono::seconds away) { return too_many(away); });
    auto const line = fmt::format("{} {} {} -> {}, {}", moment(clock_.now()), ask.method, ask.target, status,
                                  Faults::name_of(fault));
    for (auto const& id : shown_) {
        auto const found = numbers_.find(id);
        if (found == numbers_.end()) continue;
        auto& lines = posts_.at(found->second).requests;
        lines.push_back(line);
        if (lines.size() > requests_kept) lines.pop_front();
    }
    return said;
}

void Network::write() {
    std::lock_guard const hold(mutex_);
    Post post;
    post.number = static_cast<int>(posts_.size()) + 1;
    post.author = fmt::format("{}{}", name, post.number);
    post.praise = chance_.percent(25);
    post.calls_us = chance_.percent(post.praise ? 60 : 5);
    post.words =
        post.praise ? one_of(praising, chance_, post.number) : one_of(ordinary, chance_, post.number);
    post.written_at = clock_.now();
    publish(post);
    numbers_[post.native_id] = post.number;
    posts_.emplace(post.number, std::move(post));
}

void Network::answer_by_hand(std::string const& native_id, std::string const& words) {
    std::lock_guard const hold(mutex_);
    if (auto const id = next_reply(); !id.empty()) arrived({native_id, id, words, "", true});
}

std::map<std::string, Post> Network::posts() const {
    std::lock_guard const hold(mutex_);
    std::map<std::string, Post> all;
    for (auto const& [number, post] : posts_) all.emplace(post.native_id, post);
    return all;
}

std::vector<Arrival> Network::arrivals() const {
    std::lock_guard const hold(mutex_);
    return {arrivals_.begin(), arrivals_.end()};
}

long long Network::asked() const {
    std::lock_guard const hold(mutex_);
    return asked_;
}

HttpAnswer Network::json(Json const& body, int status) {
    return json_answer(body.dump(), status);
}

Arrival& Network::arrived(Arrival arrival) {
    arrival.at = clock_.now();
    arrivals_.push_back(std::move(arrival));
    if (auto const* parent = post(arrivals_.back().parent)) shows(*parent);
    return arrivals_.back();
}

Post const* Network::post(std::string const& native_id) const {
    auto const found = numbers_.find(native_id);
    return found == numbers_.end() ? nullptr : &posts_.at(found->second);
}

void Network::disturb(Json& list) {
    if (list.size() < 2) return;
    auto const at = static_cast<std::size_t>(chance_.below(static_cast<int>(list.size()) - 1));
    if (chance_.percent(10)) {
        faults_.count("two posts out of order");
        std::swap(list[at], list[at + 1]);
    } else if (chance_.percent(10)) {
        faults_.count("a post twice in a page");
        list.push_back(list[at]);
    }
}

bool finds(std::string const& query, std::string const& words) {
    auto const has = [&](std::string_view phrase) {
        auto const same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
        return std::search(words.begin(), words.end(), phrase.begin(), phrase.end(), same) != words.end();
    };
    if (query.find('"') == query.npos) return has(query);
    for (std::size_t at = 0; (at = query.find('"', at)) != query.npos;) {
        auto const end = std::min(query.find('"', at + 1), query.size());
        if (!has(std::string_view(query).substr(at + 1, end - at - 1))) return false;
        at = end + 1;
    }
    return true;
}

std::string moment(Time time) {
    return date::format("%FT%TZ", time);
}

std::string last_part(std::string const& path) {
    return path.substr(path.rfind('/') + 1);
}

}  // namespace test::soak
