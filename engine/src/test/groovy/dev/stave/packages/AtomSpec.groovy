package dev.stave.packages

import spock.lang.Specification

class AtomSpec extends Specification {
    def "#atom means zlib 1.3-r4 in slot 0/1 of ::gentoo: #means"() {
        expect:
        Atom.tryParse(atom).get().matches(new PortagePackage('sys-libs/zlib', '1.3-r4', '0/1', 'gentoo', [], 'ZLIB', false)) == means

        where:
        atom                          || means
        'sys-libs/zlib'               || true
        'zlib'                        || true
        'dev-libs/zlib'               || false
        'sys-libs/zlib-ng'            || false
        '>=sys-libs/zlib-1.3'         || true
        '>sys-libs/zlib-1.3'          || true
        '>sys-libs/zlib-1.3-r4'       || false
        '<sys-libs/zlib-1.3.1'        || true
        '<sys-libs/zlib-1.3'          || false
        '<=sys-libs/zlib-1.3-r3'      || false
        '=sys-libs/zlib-1.3'          || false
        '=sys-libs/zlib-1.3-r4'       || true
        '=sys-libs/zlib-1.3*'         || true
        '=sys-libs/zlib-1*'           || true
        '~sys-libs/zlib-1.3'          || true
        '~sys-libs/zlib-1.2'          || false
        'sys-libs/zlib:0'             || true
        'sys-libs/zlib:0/1'           || true
        'sys-libs/zlib:0/2'           || false
        'sys-libs/zlib:1'             || false
        'sys-libs/zlib:='             || true
        'sys-libs/zlib:0='            || true
        'sys-libs/zlib:*'             || true
        'sys-libs/zlib::gentoo'       || true
        'sys-libs/zlib::local'        || false
        '>=sys-libs/zlib-1.3:0::gentoo[static-libs]' || true
    }

    def "a star stands for whole components: #atom means version #version: #means"() {
        expect:
        Atom.tryParse(atom).get().matches(new PortagePackage('a/b', version, '0', '', [], '', false)) == means

        where:
        atom       | version  || means
        '=a/b-1*'  | '1'      || true
        '=a/b-1*'  | '1.5'    || true
        '=a/b-1*'  | '1_rc1'  || true
        '=a/b-1*'  | '1-r1'   || true
        '=a/b-1*'  | '10'     || false
        '=a/b-1.2*' | '1.20'  || false
        '=a/b-1.2*' | '1.2.0' || true
    }

    def "#atom names the package #name"() {
        expect:
        Atom.tryParse(atom).get().name() == name

        where:
        atom                          || name
        '=dev-libs/glib-2.0-r1'       || 'dev-libs/glib'
        'media-fonts/font-adobe-100dpi' || 'media-fonts/font-adobe-100dpi'
        '>=x11-libs/gtk+-3.0'         || 'x11-libs/gtk+'
        '=dev-db/postgresql-17.5:17'  || 'dev-db/postgresql'
    }

    def "'#text' is no atom"() {
        expect:
        Atom.tryParse(text).empty

        where:
        text << ['', '>=sys-libs/zlib', '~sys-libs/zlib', 'a/b/c', '=a/b-1.0_foo', '>=a/b-1.0*', '!a/b', 'a b']
    }

    def "a hook's version that is none of Portage's fits no versioned atom"() {
        given:
        def tool = new PortagePackage('manual/tool', 'v1.2', '', '', [], '', true)

        expect:
        Atom.tryParse('manual/tool').get().matches(tool)
        !Atom.tryParse('>=manual/tool-1').get().matches(tool)
    }
}
