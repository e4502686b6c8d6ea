#include "bot/publish/text_pages.h"

#include "bot/publish/rules.h"

namespace bot::publish {
namespace {

using award::Band;

constexpr long long example_group = 40;

double points(long long micro_points) {
    return static_cast<double>(micro_points) / static_cast<double>(award::point);
}

/// An example that cannot go stale: what k points of a company of that size come to.
pages::View example(Say const& say, long long k, Band band) {
    auto const score = award::score(k * award::point, band);
    return plot(say, score, 10)
        .set("example_k", say.number(k))
        .set("example_band", say.band(band))
        .set("example_expected", say.number(award::expected(band)));
}

}  // namespace

pages::View how_page(Say const& say, storage::Season const& season) {
    auto const grouped = example_group * award::contribution(award::point, 1, example_group);
    pages::View view;
    view.set("title", say("how.title")).set("path", "/how/").set("at_how", true);
    view.set("season", season.name).set("formula", std::string(award::formula_id));
    auto const rules = rules_of(season);
    view.set("evidence", say("how.evidence_text", {{"invited", say.plain(points(rules.invited_weight))},
                                                   {"cold", say.plain(points(rules.cold_weight))}}));
    view.set("sizes", say("how.sizes_text", {{"small", award::expected(Band::small)},
                                             {"medium", award::expected(Band::medium)},
                                             {"large", award::expected(Band::large)}}));
    view.set("groups",
             say("how.groups_text", {{"people", example_group}, {"points", say.plain(points(grouped))}}));
    view.set("close", say("how.close_text", {{"people", award::too_close}}));
    view.set("examples",
             std::vector<pages::View>{example(say, 3, Band::small), example(say, 10, Band::small),
                                      example(say, 30, Band::medium), example(say, 300, Band::large)});
    view.set("rules_sha256", season.rules_sha256);
    return view;
}

pages::View why_page(Say const& say) {
    return pages::View().set("title", say("why.title")).set("path", "/why-we-wrote/");
}

}  // namespace bot::publish
