#include "bot/publish/publisher.h"

#include <cstdio>

#include "bot/app/prepare.h"
#include "bot/app/settings.h"
#include "bot/commands/commands.h"
#include "bot/installation.h"

namespace bot::commands {

int run(Publish const&, config::Sources const& sources) {
    Installation base(config::load(sources).config, Installation::Use::alongside);
    prepare(base, {});
    pages::Words const words;
    pages::Pages const pages(words, {}, base.config.name);
    publish::Publisher publisher(base.store, *base.clock, pages, publish_settings(base.config, base.folder));
    publisher.publish_all();
    std::printf("%s is up to date; files changed: %lld\n", base.folder.site.c_str(),
                publisher.files_changed());
    return 0;
}

}  // namespace bot::commands
