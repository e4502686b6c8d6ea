#include "tests/bot/desk/office.h"

#include "bot/desk/reply_words.h"
#include "bot/listen/wording.h"
#include "storage/engine/sql.h"
#include "storage/operators.h"
#include "storage/seasons.h"
#include "storage/suppressions.h"

namespace test {

using namespace std::chrono_literals;

Office::Office(std::filesystem::path const& where, std::string const& database, bot::Time now)
    : folder(where),
      keys(where / "keys"),
      store({database, where / "backups", 3, [this] { return clock.now(); }}),
      network(nullptr),
      networks(connect()),
      answerers(networks),
      invitations(store, keys, clock),
      desk(store, answerers, invitations, keys, clock, settings),
      queue(store, answerers, clock, settings),
      sender(store, desk, answerers, clock) {
    clock.set(now);
    bot::desk::seed_templates(store);
    if (storage::operators::find(store, ana)) return;
    store.write([&](storage::Write& write) {
        for (auto const& [id, name] : {std::pair(ana, "Ana"), std::pair(ben, "Ben")})
            storage::operators::add(write, {id, name, storage::Operator::Role::plain, {}, clock.now(), {}});
        storage::Season season;
        season.id = "2026";
        season.name = "Autumn 2026";
        season.state = storage::Season::State::open;
        storage::seasons::add(write, season);
        for (auto const* name : {"Paloma", "Kettle"}) {
            storage::Company company;
            company.id = storage::CompanyId(name == std::string("Paloma") ? "paloma" : "kettle");
            company.name = name;
            storage::companies::add(write, company);
        }
        storage::companies::add_name(
            write, {storage::CompanyId("paloma"), storage::CompanyName::Kind::handle, "PalomaCare"});
    });
}

void Office::opt_out(std::string const& author_key) {
    store.write([&](storage::Write& write) { storage::record_opt_out(write, author_key, clock.now()); });
}

bot::desk::Settings Office::rules() const {
    bot::desk::Settings rules;
    rules.public_url = "https://awards.example";
    rules.similar = bot::listen::similar;
    rules.complains = [](bot::networks::FoundPost const& post) { return post.text.starts_with("awful"); };
    rules.signature = [this](storage::Post const& post) {
        return bot::listen::Wording(post.text.value_or("")).signature(keys, post.author_key);
    };
    return rules;
}

std::vector<bot::networks::Network> Office::connect() {
    std::vector<bot::networks::Network> all(2);
    all[0].name = "fake";
    all[0].policy.title = "Fakenet";
    all[0].policy.by_api = bot::networks::Policy::ByApi::always;
    all[0].policy.delete_within_hours = 24;
    auto answerer = std::make_unique<FakeAnswerer>(folder / "outbox");
    network = answerer.get();
    all[0].answerer = std::move(answerer);
    all[0].account_link = std::make_unique<FakeConnection>();
    all[1].name = "hand";
    all[1].policy.title = "Handnet";
    all[1].policy.delete_within_hours = 24;
    all[1].policy.by_hand_link = "https://hand.example/reply?to={native_id}&text={words}";
    return all;
}

storage::CandidateId Office::find(Found const& found) {
    storage::Post post;
    post.id = storage::PostId::random();
    post.network = found.network;
    post.key = keys.hash("post", {found.network, found.name});
    if (found.author) post.author_key = keys.hash("author", {found.network, *found.author});
    if (found.thread) post.thread_key = keys.hash("thread", {*found.thread});
    post.native_id = found.name;
    post.author_name = "Jo Lindqvist";
    post.author_handle = found.author;
    post.text = found.text;
    post.language = "en";
    post.url = "https://network.example/" + found.name;
    post.summoned = found.summoned;
    post.written_at = clock.now() - found.age;
    post.seen_at = clock.now();
    post.signature = bot::listen::Wording(found.text).signature(keys, post.author_key);
    storage::Candidate candidate;
    candidate.id = storage::CandidateId::random();
    candidate.post = post.id;
    if (!found.company.empty()) candidate.company = storage::CompanyId(found.company);
    candidate.label = "praise";
    candidate.praise = found.praise;
    candidate.credit = "team";
    candidate.model = "test";
    candidate.lane = found.lane;
    candidate.queue_key = storage::candidates::queue_key(*post.written_at, found.praise);
    candidate.created_at = clock.now();
    auto const added = store.write([&](storage::Write& write) {
        return storage::posts::add(write, post) && storage::candidates::add(write, candidate);
    });
    return added ? candidate.id : storage::CandidateId();
}

storage::Reply Office::approve(storage::CandidateId const& id, std::string const& words) {
    return desk.approve(id, ana, words, storage::Reply::Channel::api);
}

void Office::sql(std::string const& statement) {
    store.write([&](storage::Write& write) { write.session() << statement; });
}

}  // namespace test
