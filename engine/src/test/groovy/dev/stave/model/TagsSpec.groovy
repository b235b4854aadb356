package dev.stave.model

import spock.lang.Specification

class TagsSpec extends Specification {
    def "version #version becomes the tag #tag"() {
        expect:
        Tags.of(version).get() == tag
        Tags.complaint(version).empty

        where:
        version             | tag
        '1.36.1-r3'         | '1.36.1-r3'
        'v2.3.0'            | 'v2.3.0'
        '1.22.1-9+deb12u2'  | '1.22.1-9_deb12u2'
        '3.0.15-1~deb12u1'  | '3.0.15-1_deb12u1'
        '1.0^20260101git'   | '1.0_20260101git'
        '17.10'             | '17.10'
        'latest-2'          | 'latest-2'
        '9' * 128           | '9' * 128
    }

    def "version '#version' cannot become a tag: #complaint"() {
        expect:
        Tags.complaint(version).get() == complaint
        Tags.of(version).empty

        where:
        version   | complaint
        'latest'  | "'latest' is no version, and Stave never writes it as a tag"
        ''        | 'an empty version cannot become a tag'
        '1.0 rc1' | "version '1.0 rc1' cannot become a tag: a tag cannot hold ' '"
        '1:2.3'   | "version '1:2.3' cannot become a tag: a tag cannot hold ':'"
        '1.0/x'   | "version '1.0/x' cannot become a tag: a tag cannot hold '/'"
        '.5'      | "version '.5' cannot become a tag: a tag cannot start with '.'"
        '-5'      | "version '-5' cannot become a tag: a tag cannot start with '-'"
        '1.0ä'    | "version '1.0ä' cannot become a tag: a tag cannot hold 'ä'"
        '9' * 129 | "version '${'9' * 129}' cannot become a tag: a tag has at most 128 characters"
    }

    def "revision #number of 1.36.1-r3 is #tag"() {
        expect:
        Tags.revision('1.36.1-r3', number) == tag

        where:
        number | tag
        0      | '1.36.1-r3'
        1      | '1.36.1-r3-s1'
        12     | '1.36.1-r3-s12'
    }
}
