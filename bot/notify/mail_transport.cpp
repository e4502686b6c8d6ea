#include "bot/notify/mail_transport.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace bot::notify {
namespace {

namespace fs = std::filesystem;

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
}

std::optional<MimeMessage> read(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    return read_eml(std::string(std::istreambuf_iterator<char>(in), {}));
}

}  // namespace

void OutboxFolder::deliver(OutgoingMail const& mail) {
    if (!is_id(mail.id)) throw MailNotSent("the mail's id is no file name", MailNotSent::Fault::recipient);
    std::error_code error;
    fs::create_directories(folder_, error);
    auto const part = folder_ / (mail.id + ".part");
    std::ofstream out(part, std::ios::binary);
    out << mail.eml;
    out.close();
    if (!out) throw MailNotSent("the outbox folder cannot be written", MailNotSent::Fault::server);
    fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, error);
    fs::rename(part, folder_ / (mail.id + ".eml"), error);
    if (error) throw MailNotSent("the outbox folder cannot be written", MailNotSent::Fault::server);
}

std::vector<MimeMessage> messages_in(fs::path const& folder, std::size_t limit) {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code error;
    for (auto const& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".eml")
            files.emplace_back(entry.last_write_time(error), entry.path());
    std::sort(files.rbegin(), files.rend());
    std::vector<MimeMessage> mails;
    for (auto const& [time, file] : files) {
        if (mails.size() == limit) break;
        if (auto mail = read(file)) mails.push_back(*mail);
    }
    return mails;
}

std::optional<MimeMessage> message_in(fs::path const& folder, std::string_view id) {
    return is_id(id) ? read(folder / (std::string(id) + ".eml")) : std::nullopt;
}

void MailServer::deliver(OutgoingMail const& mail) {
    try {
        smtp_.send(mail.from, mail.to, mail.eml);
    } catch (transport::SmtpError const& error) {
        throw MailNotSent(error.what(), error.fault);
    }
}

}  // namespace bot::notify
