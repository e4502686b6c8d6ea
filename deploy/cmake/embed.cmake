# embed_files(TARGET NAME FOLDER PATTERN…): puts the matching files of FOLDER into TARGET's read-only data.
# Code reads them through the generated header NAME.h:  NAME::files() -> span of {path, bytes}.
# A changed or added file is picked up by the next build.
function(embed_files target name folder)
  set(patterns ${ARGN})
  list(TRANSFORM patterns PREPEND ${CMAKE_SOURCE_DIR}/${folder}/)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
  list(SORT files)
  set(out ${CMAKE_BINARY_DIR}/embedded/${name})
  set(assembly ".section .rodata\n")
  set(externs "")
  set(rows "")
  set(number 0)
  foreach(file ${files})
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR}/${folder} ${file})
    set(symbol ${name}_${number})
    string(APPEND assembly
      ".global ${symbol}\n.global ${symbol}_end\n${symbol}:\n.incbin \"${file}\"\n${symbol}_end:\n.byte 0\n")
    string(APPEND externs "extern char const ${symbol}[], ${symbol}_end[];\n")
    string(APPEND rows "    {\"${path}\", {${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembly ".section .note.GNU-stack,\"\",%progbits\n")
  file(CONFIGURE OUTPUT ${out}.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}.h CONTENT
"#pragma once
#include <span>
#include <string_view>
namespace ${name} {
struct File {
    std::string_view path;
    std::string_view bytes;
};
/// The files built into the program, by path, sorted.
std::span<File const> files();
}
" @ONLY)
  file(CONFIGURE OUTPUT ${out}.cpp CONTENT
"#include \"${name}.h\"
#include <vector>
extern \"C\" {
${externs}}
namespace ${name} {
std::span<File const> files() {
    static std::vector<File> const all{
${rows}    };
    return all;
}
}
" @ONLY)
  set_source_files_properties(${out}.S PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${out}.S ${out}.cpp)
  target_include_directories(${target} PUBLIC ${CMAKE_BINARY_DIR}/embedded)
endfunction()
