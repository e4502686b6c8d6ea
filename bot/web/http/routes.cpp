#include "bot/web/http/routes.h"

#include <stdexcept>

namespace bot::web {

namespace {

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        path.remove_prefix(1);  // the '/'
        auto const end = path.find('/');
        parts.emplace_back(path.substr(0, end));
        path.remove_prefix(end == std::string_view::npos ? path.size() : end);
    }
    return parts;
}

bool is_place(std::string const& part) {
    return part.starts_with('{');
}

bool match(std::vector<std::string> const& wanted, std::vector<std::string> const& parts,
           std::map<std::string, std::string>& params) {
    if (wanted.size() != parts.size()) return false;
    std::map<std::string, std::string> found;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (is_place(wanted[i]) && !parts[i].empty())
            found[wanted[i].substr(1, wanted[i].size() - 2)] = parts[i];
        else if (wanted[i] != parts[i])
            return false;
    }
    params = std::move(found);
    return true;
}

/// Everything of the console but the way in is listed with the operator.
void demand_public(std::string_view path) {
    if (path.starts_with("/console") && !path.starts_with("/console/sign-in"))
        throw std::logic_error("routes: " + std::string(path) + " is listed without a sign-in");
}

}  // namespace

void Routes::get(std::string path, PublicHandler handler) {
    demand_public(path);
    routes_.push_back({"GET", split(path), std::move(handler), {}, Stale::refuse});
}

void Routes::post(std::string path, PublicHandler handler, Stale stale) {
    demand_public(path);
    routes_.push_back({"POST", split(path), std::move(handler), {}, stale});
}

void Routes::console_get(Role least, std::string path, ConsoleHandler handler, Effect effect) {
    routes_.push_back(
        {"GET", split(path), {}, std::move(handler), Stale::refuse, least, effect == Effect::changes});
}

void Routes::console_post(Role least, std::string path, ConsoleHandler handler, Effect effect) {
    routes_.push_back(
        {"POST", split(path), {}, std::move(handler), Stale::refuse, least, effect == Effect::changes});
}

std::string Routes::Route::name() const {
    auto text = method + " ";
    for (auto const& part : parts) text += "/" + part;
    return text;
}

Routes::Route const* Routes::find(std::string_view method, std::string_view path,
                                  std::map<std::string, std::string>& params, bool& other_method) const {
    auto const parts = split(path);
    other_method = false;
    for (auto const& route : routes_) {
        if (!match(route.parts, parts, params)) continue;
        if (route.method == method) return &route;
        other_method = true;
    }
    return nullptr;
}

}  // namespace bot::web
