#include "tests/bot/learn/evenings.h"

#include <array>

#include "bot/detect/detect.h"
#include "storage/decisions.h"
#include "storage/operators.h"

namespace test {

namespace {

constexpr std::array whom{"crew",   "team",   "agents", "drivers", "staff",   "clerks",
                          "pilots", "guards", "nurses", "porters", "cleaners"};
constexpr std::array what{"bag", "refund", "seat", "router", "parcel", "invoice", "ticket"};

std::string text_of(bool praise, int n) {
    auto const who = std::string(whom[static_cast<std::size_t>(n) % whom.size()]);
    auto const thing = std::string(what[static_cast<std::size_t>(n) % what.size()]);
    if (praise) return "Thank you so much to your " + who + " who were so kind and helpful about my " + thing;
    return "Huge thanks to the amazing raffle " + who + ", win a " + thing + " in our prize bundle raffle";
}

}  // namespace

void decide(storage::Store& store, bot::Keys const& keys, ManualClock& clock, int many,
            std::string const& network) {
    using State = storage::Candidate::State;
    storage::OperatorId const ana("ana");
    store.write([&](storage::Write& write) {
        storage::operators::add(write, {ana, "Ana", storage::Operator::Role::plain, {}, clock.now(), {}});
        for (int n = 0; n < many; ++n)
            for (bool const praise : {true, false}) {
                clock.advance(std::chrono::milliseconds(1));
                storage::Post post;
                post.id = storage::PostId::random();
                post.network = network;
                post.key = keys.hash("post", {network, text_of(praise, n) + std::to_string(n)});
                post.native_id = post.key;
                post.text = text_of(praise, n);
                post.language = "en";
                post.seen_at = clock.now();
                storage::Candidate candidate;
                candidate.id = storage::CandidateId::random();
                candidate.post = post.id;
                candidate.label = "praise";
                candidate.praise = 0.9;
                candidate.created_at = clock.now();
                storage::posts::add(write, post);
                storage::candidates::add(write, candidate);
                storage::candidates::move(write, candidate.id, State::waiting,
                                          praise ? State::answered : State::skipped, clock.now());
                storage::decisions::add(write,
                                        {candidate.id,
                                         ana,
                                         praise ? "approve" : "skip",
                                         praise ? std::nullopt : std::optional<std::string>("not_praise"),
                                         {},
                                         clock.now()});
            }
    });
}

std::filesystem::path LearningOffice::made(std::filesystem::path const& folder) {
    std::filesystem::create_directories(folder);
    return folder;
}

LearningOffice::LearningOffice(std::filesystem::path const& where, std::string const& database, bot::Time now,
                               std::string base)
    : Office(where, database, now),
      models(made(where / "models")),
      retrainer(
          store, clock,
          {{models, std::move(base)}, [](std::string const& name) { return name == "fake"; }, 0, true}) {}

void LearningOffice::decide(int many, int from, std::string const& on) {
    for (int n = from; n < from + many; ++n)
        for (bool const praise : {true, false}) {
            clock.advance(std::chrono::seconds(1));
            auto const name = (praise ? "praise " : "advert ") + std::to_string(n);
            auto const id = find({.name = name, .author = name, .text = text_of(praise, n), .network = on});
            network->text = text_of(praise, n);
            if (praise)
                desk.approve(id, ana, "Thank you!", storage::Reply::Channel::hand);
            else
                queue.skip(id, ana, "not_praise", "");
        }
}

double LearningOffice::advert() const {
    return bot::detect::Detector(in_use().text, {})
        .detect({"Huge thanks to the amazing raffle people, prize bundle for the helpful", "en", ""})
        .praise;
}

}  // namespace test
