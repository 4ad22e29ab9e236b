# balloon_extension_tests: a program with further instruments (tests/extension/instruments.def), compiled
# for itself from the model, the analysis and the readers of world and scenarios, because an instrument is
# part of what everything above the model is compiled with.
set(folder "${PROJECT_SOURCE_DIR}/tests/extension")
file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/model/*.cpp" "${PROJECT_SOURCE_DIR}/analysis/*.cpp"
     "${PROJECT_SOURCE_DIR}/io/scenario*.cpp")
list(APPEND sources "${PROJECT_SOURCE_DIR}/io/csv.cpp" "${PROJECT_SOURCE_DIR}/io/world_reader.cpp")
file(GLOB tests_of_extension CONFIGURE_DEPENDS "${folder}/*_test.cpp")
file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/generated/extension/analysis/kernels.inc"
     CONTENT "BALLOON_KERNEL(base, 2)\n" @ONLY)
add_executable(balloon_extension_tests ${sources} ${tests_of_extension})
target_compile_definitions(balloon_extension_tests PRIVATE
  BALLOON_MORE_INSTRUMENTS="tests/extension/instruments.def"
  BALLOON_KERNEL_ARCH=base BALLOON_KERNEL_LANES=2 BALLOON_KERNEL_ENTRY=balloon_kernel_base_2)
target_include_directories(balloon_extension_tests PRIVATE "${PROJECT_BINARY_DIR}/generated/extension")
target_link_libraries(balloon_extension_tests PRIVATE balloon_engine balloon_embedded balloon_fmt balloon_toml
                                                      balloon_json GTest::gtest GTest::gtest_main)
target_compile_options(balloon_extension_tests PRIVATE -O1)
set_source_files_properties("${PROJECT_SOURCE_DIR}/analysis/kernel.cpp" ${tests_of_extension}
                            PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
add_test(NAME extension COMMAND balloon_extension_tests WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
set_tests_properties(extension PROPERTIES LABELS extension TIMEOUT 600
  ENVIRONMENT "GTEST_BRIEF=1;GTEST_OUTPUT=xml:${PROJECT_BINARY_DIR}/test-results/extension.xml")
