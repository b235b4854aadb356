package dev.stave.container.buildah;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A command in a root file system, its rights and limits taken from it by programs of this host before it begins.
 *
 * @param environment all of it; PATH is where the command is looked for
 * @param folder      where it starts, for those inside
 * @param account     who it runs as
 * @param rights      what it may do
 */
record Inside(
        List<String> command, SortedMap<String, String> environment, String folder, Account account, Rights rights) {
    Inside {
        command = List.copyOf(command);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /**
     * What a command may do and have.
     *
     * @param capabilities the whole set, without {@code CAP_}
     * @param growing      whether a program inside may give more rights, as set-user-ID ones do
     * @param memoryBytes  limit on a process' data; 0 for none
     * @param processes    limit on processes; 0 for none
     */
    record Rights(Set<String> capabilities, boolean growing, long memoryBytes, long processes) {}

    /** @param root where the root file system is mounted */
    List<String> argv(Path root) {
        List<String> words = new ArrayList<>();
        if (rights.memoryBytes() > 0 || rights.processes() > 0) {
            words.add(HostProgram.path("prlimit"));
            words.addAll(limit("--data=", rights.memoryBytes()));
            words.addAll(limit("--nproc=", rights.processes()));
        }
        words.add(HostProgram.path("setpriv"));
        if (!rights.growing()) {
            words.add("--no-new-privs");
        }
        words.add("--bounding-set=-all"
                + rights.capabilities().stream()
                        .sorted()
                        .map(name -> ",+" + name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining()));
        words.add("--regid=" + account.group());
        words.add("--groups=" + account.groups().stream().map(String::valueOf).collect(Collectors.joining(",")));
        words.addAll(List.of(HostProgram.path("nsenter"), "--root=" + root, "--wd=" + RootPath.of(root, folder)));
        words.addAll(List.of("--setuid=" + account.user(), "--"));
        words.addAll(command);
        return words;
    }

    private static List<String> limit(String option, long count) {
        return count > 0 ? List.of(option + count + ":" + count) : List.of();
    }
}
