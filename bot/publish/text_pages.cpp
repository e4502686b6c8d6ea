#include "bot/publish/text_pages.h"

#include "bot/award/tally.h"

namespace bot::publish {
namespace {

using award::Band;

constexpr long long example_group = 40;

double points(long long micro_points) {
    return static_cast<double>(micro_points) / static_cast<double>(award::point);
}

/// An example that cannot go stale: what k points of a company of that size come to.
pages::View example(Formatter const& format, award::Rules const& rules, long long k, Band band) {
    auto const score = award::score(k * award::point, band, rules);
    return plot(format, score, 10)
        .set("example_k", format.number(k))
        .set("example_band", format.band(band))
        .set("example_expected", format.number(rules.expected(band)));
}

}  // namespace

pages::View how_page(Formatter const& format, award::Season const& season) {
    auto const grouped = example_group * award::contribution(award::point, 1, example_group);
    pages::View view;
    view.set("title", format("how.title")).set("path", "/how/").set("at_how", true);
    view.set("season", season.name).set("formula", std::string(award::formula_id));
    auto const& rules = season.parts;
    view.set("evidence", format("how.evidence_text", {{"invited", format.plain(points(rules.invited_weight))},
                                                      {"cold", format.plain(points(rules.cold_weight))}}));
    view.set("sizes", format("how.sizes_text", {{"small", rules.expected_small},
                                                {"medium", rules.expected_medium},
                                                {"large", rules.expected_large}}));
    view.set("groups", format("how.groups_text",
                              {{"people", example_group}, {"points", format.plain(points(grouped))}}));
    view.set("close", format("how.close_text", {{"people", rules.too_close_below}}));
    view.set("examples",
             std::vector<pages::View>{example(format, rules, 3, Band::small), example(format, rules, 10, Band::small),
                                      example(format, rules, 30, Band::medium), example(format, rules, 300, Band::large)});
    view.set("rules_sha256", season.rules_sha256);
    return view;
}

pages::View why_page(Formatter const& format) {
    return pages::View().set("title", format("why.title")).set("path", "/why-we-wrote/");
}

}  // namespace bot::publish
