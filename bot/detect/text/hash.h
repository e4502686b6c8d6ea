#pragma once

#include "bot/text/hash.h"

namespace bot::detect {

using text::hash_of;
using text::hash_on;
using text::hash_start;
using text::joined_hash;
using text::mixed_hash;

}  // namespace bot::detect
