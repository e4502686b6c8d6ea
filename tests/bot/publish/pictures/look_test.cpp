// Writes samples of every picture into a folder, to be looked at: SUPPORTAWARDS_PICTURES=FOLDER tests
// "[.pictures]"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "bot/publish/pictures/badge.h"
#include "bot/publish/pictures/certificate.h"
#include "bot/publish/pictures/painter.h"
#include "bot/publish/pictures/share_card.h"
#include "tests/bot/publish/pictures/samples.h"
#include "tests/tools/paths.h"

using namespace bot::publish::pictures;

TEST_CASE("samples to look at", "[.pictures]") {
    auto const* const named = std::getenv("SUPPORTAWARDS_PICTURES");
    REQUIRE(named != nullptr);
    std::filesystem::path const folder(named);
    std::filesystem::create_directories(folder);
    Painter const painter(test::program_file());
    auto const save = [&](std::string const& name, std::string const& bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
    };
    auto outstanding = test::honour("Osterloh Werkzeuge", "de");
    outstanding.kind = Honour::Kind::outstanding;
    outstanding.place.reset();
    std::vector<std::pair<std::string, Honour>> const all{{"winner", test::honour()},
                                                          {"german", outstanding},
                                                          {"thanked", test::thanked()},
                                                          {"long", test::honour(test::long_name)},
                                                          {"arabic", test::honour(test::arabic_name)},
                                                          {"chinese", test::honour(test::chinese_name, "de")},
                                                          {"emoji", test::honour(test::emoji_name)},
                                                          {"hostile", test::honour(test::hostile_name)}};
    for (auto const& [name, honour] : all) {
        for (auto const size : {BadgeSize::small, BadgeSize::medium, BadgeSize::large})
            for (auto const look : {Look::light, Look::dark})
                save(name + "-" + std::string(name_of(size)) + "-" + std::string(name_of(look)) + ".svg",
                     badge(test::words(), honour, size, look));
        save(name + "-card.png", painter.png(share_card(test::words(), honour)));
        save(name + ".pdf", painter.pdf(certificate(test::words(), honour)));
    }
    SeasonCard const season{"SupportAwards",
                            "Autumn 2026",
                            1731,
                            104,
                            {"Hollowbrook Hotels", "Wobbleware", "Cricket Lane Vets"},
                            "https://awards.example/",
                            "en"};
    save("season-card.png", painter.png(share_card(test::words(), season)));
}
