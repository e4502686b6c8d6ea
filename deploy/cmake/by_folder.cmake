# Compiles the sources of each folder as one: the headers they share are read once and not once a file.
#
#   build_by_folder(TARGET)
#
# A folder is one unit, so names in unnamed namespaces are the folder's. What has flags of its own stays alone. The
# preset by-file compiles every file by itself, which shows a missing include and what shadows what.
function(build_by_folder target)
  if(NOT SUPPORTAWARDS_BY_FOLDER)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR} ${source})
    get_filename_component(folder ${folder} DIRECTORY)
    string(REPLACE "/" "_" folder "${folder}")
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${folder})
  endforeach()
endfunction()
