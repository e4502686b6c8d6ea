#include "tests/soak/faults.h"

#include <array>

namespace test::soak {
namespace {

using Way = HttpAnswer::Way;

struct Weight {
    Fault fault;
    std::string_view name;
    int weight;  // of a thousand
};

constexpr std::array weights{
    Weight{Fault::too_many, "429 with a wait", 20},
    Weight{Fault::too_many_silent, "429 without a wait", 10},
    Weight{Fault::unavailable, "500, 502, 503", 30},
    Weight{Fault::reset, "reset before it was taken", 20},
    Weight{Fault::hang, "hang before it was taken", 1},
    Weight{Fault::lost_unavailable, "500, 502, 503 after it was taken", 20},
    Weight{Fault::lost_reset, "reset after it was taken", 25},
    Weight{Fault::lost_hang, "hang after it was taken", 1},
    Weight{Fault::lost_drip, "headers alone, then nothing", 1},
    Weight{Fault::garbage, "garbage", 15},
    Weight{Fault::truncated, "truncated JSON", 15},
    Weight{Fault::cut, "cut short", 15},
    Weight{Fault::page_instead, "200 with HTML", 15},
    Weight{Fault::empty_object, "200 with {}", 10},
    Weight{Fault::slow, "slow drip", 40},
};

bool lasts_long(Fault fault) {
    return fault == Fault::hang || fault == Fault::lost_hang || fault == Fault::lost_drip;
}

HttpAnswer page(int status) {
    return html_answer(
        "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>We are being "
        "repaired</h1></body></html>",
        status);
}

}  // namespace

std::string_view Faults::name_of(Fault fault) {
    for (auto const& one : weights)
        if (one.fault == fault) return one.name;
    return "whole";
}

void Faults::end() {
    std::lock_guard const hold(mutex_);
    ended_ = true;
}

Fault Faults::next(Chance& chance) {
    std::lock_guard const hold(mutex_);
    if (ended_) return Fault::none;
    auto drawn = chance.below(1000);
    for (auto const& one : weights) {
        if ((drawn -= one.weight) >= 0) continue;
        if (lasts_long(one.fault) && !hangs_) return Fault::none;
        ++dealt_[std::string(one.name)];
        return one.fault;
    }
    return Fault::none;
}

HttpAnswer Faults::spoiled(Fault fault, Chance& chance, HttpAnswer honest, TooMany const& too_many) {
    switch (fault) {
        case Fault::none:
            return honest;
        case Fault::too_many:
            return too_many(std::chrono::seconds(chance.between(1, 60)));
        case Fault::too_many_silent:
            return html_answer("slow down", 429);
        case Fault::unavailable:
        case Fault::lost_unavailable:
            return page(std::array{500, 502, 503}[static_cast<std::size_t>(chance.below(3))]);
        case Fault::reset:
        case Fault::lost_reset:
            honest.way = Way::reset;
            return honest;
        case Fault::hang:
        case Fault::lost_hang:
            honest.way = Way::hang;
            return honest;
        case Fault::lost_drip:
            honest.way = Way::drip;
            return honest;
        case Fault::garbage:
            honest.body.clear();
            for (int i = chance.between(1, 300); i > 0; --i)
                honest.body += static_cast<char>(chance.below(256));
            return honest;
        case Fault::truncated:
            honest.body.resize(honest.body.size() / 2);
            return honest;
        case Fault::cut:
            honest.way = Way::cut;
            return honest;
        case Fault::page_instead:
            return page(200);
        case Fault::empty_object:
            return json_answer("{}");
        case Fault::slow:
            honest.way = Way::slow;
            return honest;
    }
    return honest;
}

std::map<std::string, long long> Faults::dealt() const {
    std::lock_guard const hold(mutex_);
    return dealt_;
}

void Faults::count(std::string const& kind) {
    std::lock_guard const hold(mutex_);
    ++dealt_[kind];
}

}  // namespace test::soak
