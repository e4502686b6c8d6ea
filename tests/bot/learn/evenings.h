#pragma once

#include <string>

#include "bot/detect/detect.h"
#include "bot/learn/retrainer.h"
#include "tests/bot/desk/office.h"

namespace test {

/// As if so many finds of each kind had been decided on, straight into the store, by an operator "ana" who is
/// added if need be.
void decide(storage::Store& store, bot::Keys const& keys, ManualClock& clock, int many,
            std::string const& network);

/// A desk that learns, on a folder that may outlive it; "fake" may train, "hand" may not.
class LearningOffice : public Office {
public:
    LearningOffice(std::filesystem::path const& where, std::string const& database,
                   bot::Time now = ManualClock::start,
                   std::string base = std::string(bot::detect::shipped_model()));

    /// So many finds that look like praise and are adverts, each skipped, and as many of true praise, each
    /// answered. `from` numbers them on, so that no words come twice.
    void decide(int many, int from = 0, std::string const& network = "fake");
    bot::learn::InUse in_use() const { return bot::learn::in_use(store, retrainer.versions()); }
    /// How likely the model in use takes such an advert to be praise.
    double advert() const;

    std::filesystem::path const models;
    bot::learn::Retrainer retrainer;

private:
    static std::filesystem::path made(std::filesystem::path const& folder);
};

struct FreshLearningOffice {
    explicit FreshLearningOffice(std::string const& engine)
        : database(engine, folder), office(folder.path, database.url) {}
    LearningOffice* operator->() { return &office; }

    Folder folder;
    Database database;
    LearningOffice office;
};

}  // namespace test
