#pragma once

#include <map>
#include <string>

#include "bot/networks/client/token_store.h"

namespace bot::networks {

/// An account that was connected on the console: names with values, in a TokenFile.
class AccountFile {
public:
    using Values = std::map<std::string, std::string>;
    AccountFile(std::filesystem::path path, std::string network)
        : file_(std::move(path), std::move(network)) {}

    /// Empty if there is none, or it is damaged.
    Values read() const;
    /// Throws NetworkError (ours) if it cannot be kept.
    void write(Values const& values) const;
    void remove() const { file_.remove(); }
    std::unique_ptr<TokenFile::Lock> lock() const { return file_.lock(); }

private:
    TokenFile const file_;
};

}  // namespace bot::networks
