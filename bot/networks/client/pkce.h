#pragma once

#include <string>

/// Proof Key for Code Exchange (RFC 7636), the method S256.
namespace bot::networks {

/// A fresh one, of 51 characters: whoever brings the code has to know it.
std::string pkce_verifier();
/// What the authorization page is told of it.
std::string pkce_challenge(std::string const& verifier);

}  // namespace bot::networks
