#!/bin/bash
# One build inside a build container: main.sh core | builder | image [UNTIL] | leave.
# Read from /stave-order (what is wanted), written to /stave-out (what came of it). UNTIL is a phase: it is the last one.
_STAVE=${BASH_SOURCE[0]%/*}
: "${STAVE_ORDER:=/stave-order}" "${STAVE_OUT:=/stave-out}"

for _stave_part in base portage words software clean builder image; do
    # shellcheck source=/dev/null
    source "$_STAVE/$_stave_part.sh"
done
unset _stave_part

_stave_begin
case $1 in
    core) _stave_core ;;
    builder) _stave_builder ;;
    image) _stave_image "${2:-}" ;;
    leave) _stave_leave ;;
    *) die "main.sh does not know '$1'" 2 ;;
esac
_stave_end
