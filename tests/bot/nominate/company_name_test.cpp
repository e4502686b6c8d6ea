#include "bot/nominate/company_name.h"

#include <catch2/catch.hpp>

using bot::nominate::leads_somewhere;

TEST_CASE("a company's name that leads somewhere is told from one that is a name", "[nominate]") {
    for (auto const* name : {"evil.example/prize?x=1",
                             "Win: evil.com/prize",
                             "WWW.evil.example",
                             "https:evil",
                             "mailto:a@evil.example",
                             "Prize http://evil.example",
                             "HXXP://evil",
                             "tel:123",
                             "kim@evil.example",
                             "Write to kim@evil.de",
                             "login.evil.com",
                             "evil.com:8080",
                             "evil.com?x",
                             "ｅｖｉｌ．ｃｏｍ／prize",
                             "evil。com/prize",
                             "evil.com⁄prize",
                             "192.168.0.1",
                             "Call 0800 123 4567",
                             "+49 (30) 1234-567",
                             "٠٨٠٠١٢٣٤٥٦",
                             "javascript:alert(1)",
                             "evil.com#x",
                             "Hearth (www.evil.com)"}) {
        INFO(name);
        CHECK(leads_somewhere(name));
    }
    for (auto const* name : {"Booking.com",
                             "booking.com",
                             "Amazon.co.uk",
                             "web.de Mail",
                             "株式会社",
                             "7-Eleven",
                             "O2",
                             "1&1",
                             "A/S Norden",
                             "N.V. Philips",
                             "1-800-Flowers",
                             "118 118",
                             "@properties",
                             "Yahoo!",
                             "Who? Us: the team",
                             "C&A",
                             "H&M / Weekday",
                             "St. Gallen/Zürich AG",
                             "Dr. Oetker",
                             "24/7 Support",
                             "Sparkasse Köln/Bonn",
                             "Notion.so",
                             "Müller.de",
                             "Booking.com: Genius",
                             "Is it Booking.com?",
                             "99designs",
                             "A.P. Møller"}) {
        INFO(name);
        CHECK_FALSE(leads_somewhere(name));
    }
}
