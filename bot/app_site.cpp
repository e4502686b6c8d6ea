#include "bot/app_site.h"

#include "bot/app_settings.h"
#include "bot/web/site.h"

namespace bot {

Site::Site(Installation& base, pages::Pages const& pages, desk::Desk&, desk::Queue&, nominate::Nominations&,
           nominate::FollowUps&, bool, std::function<bool()> ready)
    : sessions(base.store, *base.clock, base.keys, session_settings(base.config)),
      form_tokens_(base.keys, *base.clock),
      sign_in_(base.store, *base.clock, base.keys),
      sign_in_pages_(pages, sign_in_, sessions),
      published_(base.folder.site),
      front_(web::site({sign_in_pages_}, {}), pages, sessions, form_tokens_, published_, std::move(ready),
             front_settings(base.config)) {}

}  // namespace bot
