#include <fmt/format.h>

#include "bot/check/checks.h"
#include "bot/pages/pages.h"

namespace bot::check {

void pages(Findings& findings, config::Config const&) {
    try {
        pages::Words const words;
        pages::Pages const all(words);
        good(findings, "pages",
             fmt::format("all templates and the messages of {} languages are whole",
                         words.languages().size()));
    } catch (std::exception const& error) {
        fault(findings, "pages", error.what(), "the program was built from a broken template or catalogue",
              "install the program again, or mend that file and build");
    }
}

void mail(Findings& findings, config::Config const& config) {
    auto const& settings = config.mail;
    if (settings.smtp_host.empty())
        return warn(
            findings, "mail",
            fmt::format("mails are written to {}",
                        settings.outbox.empty() ? (config.data / "outbox").string() : settings.outbox),
            "nobody gets them: fine for a demo, not for a programme",
            "set mail.smtp_host (and smtp_user, smtp_password_file, from)");
    if (settings.from.ends_with("localhost.localdomain"))
        return fault(findings, "mail", "mail.from is not set",
                     "servers refuse mails from localhost.localdomain",
                     "set mail.from to an address of your domain");
    good(findings, "mail",
         fmt::format("mails leave through {}:{} with TLS", settings.smtp_host, settings.smtp_port));
}

}  // namespace bot::check
