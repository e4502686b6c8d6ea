#include "bot/web/public/follow_up_pages.h"

#include "bot/web/http/show.h"
#include "storage/companies.h"

namespace bot::web {

using pages::View;

Response FollowUpPages::question(Request const& request) {
    auto const say = [&](char const* key, pages::Arguments const& arguments = {}) {
        return pages_.words().say(request.language, key, arguments);
    };
    View view;
    auto const found = follow_ups_.find(request.param("token"));
    if (!found) {
        view.set("title", say("confirm.gone_title"));
        return show(pages_, request, "confirm-gone", std::move(view), 404);
    }
    auto const company = storage::companies::resolved(store_, found->nomination.company);
    view.set("title", say(found->answer ? "follow_up.done_title" : "follow_up.title"));
    view.set("text", found->answer ? say("follow_up.done_text")
                                   : say("follow_up.text", {{"company", company ? company->name : ""}}));
    view.set("open", !found->answer).set("action", request.link("/follow-up/" + request.param("token")));
    return show(pages_, request, "follow-up", std::move(view));
}

Response FollowUpPages::answer(Request const& request) {
    follow_ups_.answer(request.param("token"), request.form.text("answer"));
    return redirect(request.link("/follow-up/" + request.param("token")));
}

}  // namespace bot::web
