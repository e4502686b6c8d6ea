#include "bot/app/site.h"

#include "bot/app/settings.h"
#include "bot/web/site.h"

namespace bot {

Site::Site(Installation& base, pages::Pages const& pages, desk::Desk& desk, desk::Queue& queue,
           nominate::Nominations& nominations, nominate::FollowUps& follow_ups, listen::Health& health,
           account_linking::Accounts& accounts, learn::Retrainer& retrainer, bool demo,
           std::function<bool()> ready)
    : sessions(base.store, *base.clock, base.keys, session_settings(base.config)),
      form_tokens_(base.keys, *base.clock),
      sign_in_(base.store, *base.clock, base.keys),
      sign_in_pages_(pages, sign_in_, sessions),
      queue_pages_(queue, desk, base.store, pages, *base.clock, base.config.public_url),
      sent_pages_(queue, desk, base.store, pages, *base.clock),
      invitations_(base.store, base.keys, *base.clock),
      newcomers_(base.store, *base.clock, invitations_),
      company_pages_(newcomers_, base.store, *base.clock, pages),
      nomination_pages_(nominations, base.store, *base.clock, pages),
      network_pages_(health, accounts, *base.clock, pages),
      connect_pages_(accounts, base.store, pages),
      watch_list_(base.store, *base.clock, networks::searched_policies()),
      watch_pages_(watch_list_, base.store, *base.clock, pages),
      learning_pages_(retrainer, queue, base.store, *base.clock, pages),
      shows_outbox_(demo && base.config.mail.smtp_host.empty()),
      form_pages_(nominations, invitations_, base.store, base.keys, *base.clock, pages, shows_outbox_),
      private_pages_(nominations, base.store, base.keys, pages),
      follow_up_pages_(follow_ups, base.store, pages),
      outbox_pages_(mail_folder(base.config, base.folder), pages),
      published_(base.folder.site),
      front_(web::site(
                 {sign_in_pages_, queue_pages_, sent_pages_, company_pages_, nomination_pages_,
                  network_pages_, connect_pages_, watch_pages_, learning_pages_},
                 {form_pages_, private_pages_, follow_up_pages_, shows_outbox_ ? &outbox_pages_ : nullptr}),
             pages, sessions, form_tokens_, published_, std::move(ready), front_settings(base.config),
             [this](web::Request const& request) { return network_pages_.banner(request); }) {}

}  // namespace bot
