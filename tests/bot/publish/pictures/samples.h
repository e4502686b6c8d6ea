#pragma once

#include <string>

#include "bot/publish/pictures/honour.h"

namespace test {

inline bot::pages::Words const& words() {
    static bot::pages::Words const all;
    return all;
}

/// A winner of empathy among small companies, place 1 shared, as others change it.
inline bot::publish::pictures::Honour honour(std::string company = "Hollowbrook Hotels",
                                             std::string language = "en") {
    using bot::publish::pictures::Honour;
    Honour honour;
    honour.programme = "SupportAwards";
    honour.company = std::move(company);
    honour.season = language == "de" ? "Herbst 2026" : "Autumn 2026";
    honour.kind = Honour::Kind::winner;
    honour.category = language == "de" ? "Empathie" : "Empathy";
    honour.size = storage::Company::Band::small;
    honour.place = Honour::Place{1, true};
    honour.people = 141;
    honour.score = bot::award::Score{20'499, 28'000, 37'000};
    honour.day = storage::start_of_day("2027-01-21").value();
    honour.page = "https://awards.example/company/hollowbrook-hotels/";
    honour.language = std::move(language);
    return honour;
}

/// One that only some people thanked, with nothing more to say.
inline bot::publish::pictures::Honour thanked() {
    auto one = honour("Sprigly");
    one.kind = bot::publish::pictures::Honour::Kind::thanked;
    one.category.reset();
    one.size.reset();
    one.place.reset();
    one.score.reset();
    one.people = 9;
    return one;
}

inline std::string const hostile_name = "<script>alert('x')</script>&\"\x01\xff]]><!-- \u202Eevil";
inline std::string const arabic_name = "شركة النور لخدمات العملاء والاتصالات";
inline std::string const chinese_name = "北京云帆客户服务有限公司";
inline std::string const emoji_name = "Tidepool 🐙 Pharmacy 👩🏽‍⚕️";
inline std::string const long_name =
    "The Honourable Company of Extraordinarily Patient Telephone, Letter and Carrier Pigeon Respondents of Upper Wobblethorpe";

}  // namespace test
