#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

// What is known of mail providers: who gives addresses to everybody, how each reads them, and who carries
// the mail of many domains. The list is config/mail_providers.txt, which describes its own format.
namespace bot::nominate {

/// How a provider reads the part before the '@'. Where nothing is known every character counts.
struct Provider {
    std::string home;         // the domain that all its domains stand for
    bool plus = false;        // "+words" is the owner's own mark
    bool base = false;        // so is "-words"
    bool dots = false;        // dots do not count
    bool dashes = false;      // neither do '-' and '_'
    bool one = false;         // its domains lead to the same mailboxes, those of `home`
    bool subdomains = false;  // anything@name.domain is name@domain
};

/// The list. Immutable once built; any thread.
class MailProviders {
public:
    /// Throws std::invalid_argument naming the line that is none.
    explicit MailProviders(std::string_view text);
    /// The one that is built into the program.
    static MailProviders const& built_in();

    /// Who gives addresses of that domain to everybody; null if the domain is not known for that.
    Provider const* find(std::string_view domain) const;
    /// The domain stands in the list itself, and is not a subdomain of one that does.
    bool is_listed(std::string_view domain) const { return providers_.contains(domain); }
    /// The mail servers of that registrable domain take the mail of anybody's domains.
    bool hosts_many(std::string_view registrable) const { return hosts_.contains(registrable); }
    /// Names below it are sold one by one like those of a registry, so each has an owner of its own.
    bool sold(std::string_view suffix) const { return sold_.contains(suffix); }
    /// For tests.
    std::size_t domains() const { return providers_.size(); }

private:
    std::map<std::string, Provider, std::less<>> providers_;  // by domain
    std::set<std::string, std::less<>> hosts_, sold_;
};

/// Whose domain it is: text::registrable_domain(), and one label more below a suffix that is sold().
std::string owner_of(MailProviders const& providers, std::string_view domain);

}  // namespace bot::nominate
