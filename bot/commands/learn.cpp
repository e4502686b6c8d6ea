#include "bot/learn/retrainer.h"

#include <date/date.h>
#include <fmt/format.h>

#include "bot/app/settings.h"
#include "bot/base/user_error.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"

namespace bot::commands {
namespace {

using learn::GoneBack;
using storage::Model;
using End = learn::Refit::End;

std::string name_of_version(std::optional<long long> const& number) {
    return number.value_or(0) == 0 ? "the base" : fmt::format("version {}", *number);
}

std::string share(Model::Figures const& figures) {
    auto const share =
        figures.likely == 0 ? 0.0 : static_cast<double>(figures.right) / static_cast<double>(figures.likely);
    return fmt::format("{:.3f}  of {} likely {} are right ({:.2f})", figures.log_loss, figures.likely,
                       figures.right, share);
}

std::string_view verdict(Model::Verdict said) {
    switch (said) {
        case Model::Verdict::better:
            return "better";
        case Model::Verdict::not_surer:
            return "not surer by more than chance";
        case Model::Verdict::less_right:
            return "less of what it calls likely is right";
    }
    return {};
}

int print_too_few(learn::Refit const& refit) {
    using learn::enough_held_out, learn::enough_of_each;
    fmt::print(
        "Too few decisions to compare by: {} are kept back, {} of them praise and {} not; {} are needed, {} "
        "of "
        "each kind.\nEvery fourth decision is kept back, so that takes about {} more.\n",
        refit.held_out, refit.held_out_praise, refit.held_out - refit.held_out_praise, enough_held_out,
        enough_of_each,
        4 * std::max({enough_held_out - refit.held_out, enough_of_each - refit.held_out_praise,
                      enough_of_each - (refit.held_out - refit.held_out_praise)}));
    return 0;
}

int print(learn::Refit const& refit, bool only_tried) {
    if (refit.end == End::busy)
        throw UserError(UserError::Kind::conflict, "another process is at it; try again in a few minutes");
    fmt::print("{} decisions of networks that allow it: {} to learn from, {} kept back to compare by\n",
               refit.learned + refit.held_out, refit.learned, refit.held_out);
    if (!refit.model) return print_too_few(refit);
    auto const& model = *refit.model;
    fmt::print("log loss on these   {}\n  {:<17} {}\n  {:<17} {}\n", "and what is called likely",
               name_of_version(refit.before), share(model.before), "the new one", share(model.after));
    if (only_tried)
        fmt::print("{}; nothing was kept\n", verdict(model.verdict));
    else if (refit.end == End::better)
        fmt::print("better: it is version {}, and in use from now on\n", model.number);
    else
        fmt::print("{}: {} stays in use\n", verdict(model.verdict), name_of_version(refit.before));
    return 0;
}

int go_back(learn::Retrainer& retrainer, storage::Store const& store, std::optional<long long> number) {
    switch (retrainer.go_back(number, {})) {
        case GoneBack::done:
            fmt::print("{} is in use from now on; the weekly refit waits for four weeks\n",
                       name_of_version(storage::models::in_use(store)->model));
            return 0;
        case GoneBack::in_use_already:
            throw UserError(UserError::Kind::conflict, number
                                                           ? name_of_version(number) + " is in use already"
                                                           : "the base is in use; there is none before it");
        case GoneBack::no_such_version:
            throw UserError(UserError::Kind::not_found,
                            fmt::format("{} was not kept; --versions lists them", name_of_version(number)));
        case GoneBack::unusable:
            throw UserError(UserError::Kind::conflict,
                            fmt::format("{} cannot be used; supportawards check says more about the files",
                                        name_of_version(number)));
    }
    return 1;
}

std::string moment(storage::Time time) {
    return date::format("%F %H:%M", std::chrono::floor<std::chrono::minutes>(time));
}

int list(storage::Read const& read) {
    auto const all = storage::models::newest(read, 100);
    for (auto const& model : all) {
        fmt::print("{:>3}  {}  from {}, {} decisions, compared with {}: {}\n     old {}\n     new {}\n",
                   model.number, moment(model.made_at), model.base, model.learned,
                   name_of_version(model.compared_with), verdict(model.verdict), share(model.before),
                   share(model.after));
    }
    if (all.empty()) fmt::print("No refit yet: the base is in use.\n");
    for (auto const& use : storage::models::uses(read, 100))
        fmt::print("{} from {} to {}{}\n", name_of_version(use.model), moment(use.from),
                   use.until ? moment(*use.until) : "now",
                   use.why == storage::ModelUse::Why::went_back ? ", gone back to" : "");
    return 0;
}

}  // namespace

int run(Learn const& command, config::Sources const& sources) {
    auto base = opened(sources);
    if (command.what == Learn::What::list) return list(base.store);
    learn::Retrainer retrainer(base.store, *base.clock, learn_settings(base.config, base.folder));
    if (command.what == Learn::What::go_back) return go_back(retrainer, base.store, command.version);
    bool const only_tried = command.what == Learn::What::try_out;
    return print(only_tried ? retrainer.try_out() : retrainer.refit(), only_tried);
}

}  // namespace bot::commands
