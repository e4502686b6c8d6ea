#include "bot/publish/pictures/honour.h"

#include "bot/publish/formatter.h"
#include "bot/publish/pictures/text_line.h"

namespace bot::publish::pictures {
namespace {

constexpr long long whole = 10'000;  // a score is in ten-thousandths

std::string headline(Formatter const& format, Honour const& honour) {
    switch (honour.kind) {
        case Honour::Kind::thanked:
            return format("honour.thanked");
        case Honour::Kind::outstanding:
            return format("honour.outstanding");
        case Honour::Kind::winner:
            break;
    }
    return format("honour.winner");
}

std::string place(Formatter const& format, Honour const& honour) {
    if (!honour.place) return "";
    return format(honour.place->shared ? "honour.place_shared" : "honour.place",
                  {{"place", honour.place->number}});
}

/// Cut off, not rounded: "surely twice" must not be said of 1.96.
std::string times(Formatter const& format, long long low) {
    auto const tenths = low * 10 / whole;
    return tenths >= 100 ? format.number(tenths / 10) : format.figure(static_cast<double>(tenths) / 10);
}

/// Nothing of a team that people thanked but that may be below what is expected.
std::string sure(Formatter const& format, Honour const& honour, char const* key) {
    if (honour.kind == Honour::Kind::thanked || !honour.score || honour.score->low < whole) return "";
    if (honour.score->low * 10 / whole <= 10) return format(std::string(key) + "_more");
    return format(key, {{"times", times(format, honour.score->low)}});
}

}  // namespace

std::string joined(std::vector<std::string> const& parts, char const* between) {
    std::string all;
    for (auto const& part : parts)
        if (!part.empty()) all += (all.empty() ? "" : between) + part;
    return all;
}

HonourWords words_of(pages::Words const& words, Honour const& honour) {
    Formatter const format(words, honour.language);
    auto const season = one_line(honour.season), programme = one_line(honour.programme);
    auto const category = honour.category ? one_line(*honour.category) : "";
    auto const size = honour.size ? format("honour.size_" + std::string(storage::name_of(*honour.size))) : "";
    HonourWords said;
    said.headline = headline(format, honour);
    said.field = joined({category, size});
    said.place = place(format, honour);
    said.people = format("honour.people", {{"people", honour.people}});
    said.sure = sure(format, honour, "honour.sure");
    said.title =
        format("honour.title", {{"company", one_line(honour.company)},
                                {"honour", joined({said.headline, category, size, said.place}, ", ")},
                                {"programme", programme},
                                {"season", season}});
    said.description = joined({said.people + ".", sure(format, honour, "honour.sure_sentence")}, " ");
    return said;
}

}  // namespace bot::publish::pictures
