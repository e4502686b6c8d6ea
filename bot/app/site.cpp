#include "bot/app/site.h"

#include "bot/app/settings.h"
#include "bot/web/site.h"

namespace bot {

Site::Site(Installation& base, pages::Pages const& pages, desk::Desk& desk, desk::Queue& queue,
           nominate::Nominations&, nominate::FollowUps&, bool, std::function<bool()> ready)
    : sessions(base.store, *base.clock, base.keys, session_settings(base.config)),
      form_tokens_(base.keys, *base.clock),
      sign_in_(base.store, *base.clock, base.keys),
      sign_in_pages_(pages, sign_in_, sessions),
      queue_pages_(queue, desk, base.store, pages, *base.clock, base.config.public_url),
      sent_pages_(queue, desk, base.store, pages, *base.clock),
      published_(base.folder.site),
      front_(web::site({sign_in_pages_, queue_pages_, sent_pages_}, {}), pages, sessions, form_tokens_,
             published_, std::move(ready), front_settings(base.config)) {}

}  // namespace bot
