#include "bot/web/http/routes.h"

#include <catch2/catch.hpp>

using bot::web::Request;
using bot::web::Response;
using bot::web::Routes;

namespace {

Response nothing(Request const&) {
    return {};
}
Response for_operators(Request const&, storage::Operator const&) {
    return {};
}

}  // namespace

TEST_CASE("a path finds its route and what stands in its places", "[web]") {
    Routes routes;
    routes.get("/", nothing);
    routes.get("/n/{token}", nothing);
    routes.console_post(bot::web::Routes::Role::plain, "/console/queue/{candidate}/skip", for_operators);
    std::map<std::string, std::string> params;
    bool other_method = false;
    CHECK(routes.find("GET", "/", params, other_method));
    CHECK(routes.find("GET", "/n/abc", params, other_method));
    CHECK(params == std::map<std::string, std::string>{{"token", "abc"}});
    for (auto const* path : {"/n", "/n/", "/n/a/b", "/N/abc", "/console/queue//skip"}) {
        INFO(path);
        CHECK_FALSE(routes.find("GET", path, params, other_method));
        CHECK_FALSE(other_method);
    }
    CHECK_FALSE(routes.find("GET", "/console/queue/x/skip", params, other_method));
    CHECK(other_method);
    auto const* const skip = routes.find("POST", "/console/queue/x/skip", params, other_method);
    CHECK(skip->for_operators);
    CHECK(skip->name() == "POST /console/queue/{candidate}/skip");
}

TEST_CASE("nothing of the console but the way in can be listed without a sign-in", "[web]") {
    Routes routes;
    CHECK_NOTHROW(routes.get("/console/sign-in/{token}", nothing));
    CHECK_THROWS_AS(routes.get("/console/queue", nothing), std::logic_error);
    CHECK_THROWS_AS(routes.post("/console/queue/{candidate}/approve", nothing), std::logic_error);
}
