#!/bin/bash
cd /work/wt/model || exit 1
bash .ci/build release --target golden_tests && build/release/bin/golden_tests --file second_program_test 2>&1 | tail -40
