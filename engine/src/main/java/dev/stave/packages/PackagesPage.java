package dev.stave.packages;

import dev.stave.model.ImageName;
import java.util.List;

/**
 * PACKAGES.md: what is in an image, for people who read its folder. It holds no date, digest or tag, so that it changes
 * with the packages alone and can be kept under version control.
 */
public final class PackagesPage {
    private PackagesPage() {}

    /** @param parent of the image that this one is built on; empty where there is none */
    public static String of(ImageName image, PackageTable table, PackageTable parent) {
        PackageTable own = table.without(parent);
        PackageTable inherited = new PackageTable(
                table.packages().stream().filter(parent.packages()::contains).toList());
        StringBuilder page = new StringBuilder("# Packages in " + image + "\n\n");
        page.append("Written by Stave when the image passed its gates; not an input of its build.\n");
        section(page, "Installed", own.packages());
        section(page, "From its parents", inherited.packages());
        return page.toString();
    }

    private static void section(StringBuilder page, String title, List<PortagePackage> packages) {
        page.append("\n## ").append(title).append("\n\n");
        if (packages.isEmpty()) {
            page.append("Nothing.\n");
            return;
        }
        page.append("| package | version | slot | USE flags | licence |\n|---|---|---|---|---|\n");
        for (PortagePackage one : packages) {
            String name = one.byHook() ? one.name() + " (by hook)" : one.name();
            page.append("| " + cell(name) + " | " + cell(one.version()) + " | " + cell(one.slot()) + " | "
                    + cell(String.join(" ", one.useFlags())) + " | " + cell(one.licence()) + " |\n");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
