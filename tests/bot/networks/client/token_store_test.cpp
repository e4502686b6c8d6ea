#include "bot/networks/client/token_store.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "bot/networks/network.h"
#include "tests/bot/networks/archive/archive_files.h"
#include "tests/tools/world.h"

using bot::networks::AccountFile;
using bot::networks::NetworkError;
using bot::networks::TokenFile;

namespace {

/// The message of the failure that `doing` ends with, which is ours.
template <class Doing>
std::string complaint(Doing doing) {
    try {
        doing();
    } catch (NetworkError const& error) {
        CHECK(error.error_class == NetworkError::Class::ours);
        CHECK_FALSE(error.maybe_sent);
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("what lets us in is read only where nobody else can read it", "[networks][tokens]") {
    test::Folder folder;
    TokenFile const file(folder / "a.session", "otternet");
    CHECK(file.read().empty());
    file.write("secret");
    CHECK(file.read() == "secret");
    auto const mode = GENERATE(0640, 0604, 0620);
    REQUIRE(::chmod((folder / "a.session").c_str(), static_cast<mode_t>(mode)) == 0);
    CHECK(file.read().empty());
    // What is written again is ours alone again.
    file.write("secret-2");
    CHECK(file.read() == "secret-2");
}

TEST_CASE("no more than 64 kB of a file of tokens are read", "[networks][tokens]") {
    test::Folder folder;
    TokenFile const file(folder / "a.session", "otternet");
    file.write(std::string(64 * 1024 + 1, 'x'));
    CHECK(file.read() == std::string(64 * 1024, 'x'));
}

TEST_CASE("without a path nothing is kept, and nothing fails", "[networks][tokens]") {
    TokenFile const file("", "otternet");
    CHECK_FALSE(file.kept());
    CHECK(complaint([&] {
              file.write("secret");
              file.remove();
              CHECK_FALSE(file.lock());
          }).empty());
    CHECK(file.read().empty());
}

TEST_CASE("a file of tokens that cannot be written is named with the reason, never with the tokens",
          "[networks][tokens]") {
    test::Folder folder;
    test::write_file(folder / "file", "");
    TokenFile const below_a_file(folder / "file/a.session", "otternet");
    for (auto const& said :
         {complaint([&] { below_a_file.write("secret"); }), complaint([&] { below_a_file.remove(); }),
          complaint([&] { (void)below_a_file.lock(); })}) {
        CHECK_THAT(said, Catch::StartsWith("otternet: ") && Catch::Contains("file/a.session") &&
                             Catch::EndsWith("Not a directory") && !Catch::Contains("secret"));
    }
    test::Folder another;
    CHECK(complaint([&] { TokenFile(another / "never.session", "otternet").remove(); }).empty());
}

TEST_CASE("an account that was connected comes back as it was, and damaged it is none",
          "[networks][tokens]") {
    test::Folder folder;
    AccountFile const file(folder / "a.account", "otternet");
    AccountFile::Values const values{{"handle", "mira"}, {"server", "https://otter.example"}, {"empty", ""}};
    file.write(values);
    CHECK(file.read() == values);
    auto const odd = GENERATE("", "{\"handle\": \"mi", "[]", "\"mira\"", "null");
    TokenFile(folder / "a.account", "otternet").write(odd);
    CHECK(file.read().empty());
    TokenFile(folder / "a.account", "otternet").write(R"({"handle": null, "server": ["x"], "port": 8080})");
    CHECK(file.read() == AccountFile::Values{{"handle", ""}, {"server", ""}, {"port", "8080"}});
    file.remove();
    CHECK(file.read().empty());
    CHECK_FALSE(std::filesystem::exists(folder / "a.account"));
}

TEST_CASE("a challenge is the verifier's hash as addresses take it", "[networks][tokens]") {
    // RFC 7636, appendix B.
    CHECK(bot::networks::pkce_challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") ==
          "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    auto const one = bot::networks::pkce_verifier(), other = bot::networks::pkce_verifier();
    CHECK(one.size() >= 43);
    CHECK(one.size() <= 128);
    CHECK(one != other);
    CHECK(bot::networks::pkce_challenge(one).find_first_of("+/=") == std::string::npos);
}
