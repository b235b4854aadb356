package dev.stave.gentoo.mirror;

import dev.stave.http.WebClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names that a web server's page of a folder links to: every server writes another page, but links are links. */
final class FolderListing {
    private static final Pattern LINK =
            Pattern.compile("href=[\"']?(?:\\./)?([A-Za-z0-9._+-]+)/?[\"'\\s>]", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_BYTES = 8 << 20;

    private FolderListing() {}

    /** Empty where the server shows none. */
    static SortedSet<String> names(WebClient client, URI folder) {
        SortedSet<String> names = new TreeSet<>();
        client.read(URI.create(folder.toString().replaceFirst("/*$", "/")), LARGEST_BYTES)
                .ifPresent(page -> {
                    Matcher links = LINK.matcher(new String(page, StandardCharsets.UTF_8));
                    while (links.find()) {
                        names.add(links.group(1));
                    }
                });
        return names;
    }
}
