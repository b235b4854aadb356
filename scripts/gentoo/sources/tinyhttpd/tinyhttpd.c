#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Serves the files right below a folder, one request after the other: tinyhttpd PORT FOLDER. */
static void answer(int client, const char *folder) {
    char request[2048], name[256], path[512], data[4096];
    ssize_t got = read(client, request, sizeof request - 1);
    request[got > 0 ? got : 0] = 0;
    if (sscanf(request, "GET /%255[^ /\r\n]", name) != 1 || strstr(name, "..")) strcpy(name, "index.html");
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "r");
    dprintf(client, "HTTP/1.0 %s\r\nServer: tinyhttpd/" VERSION "\r\n\r\n", file ? "200 OK" : "404 Not Found");
    for (size_t size; file && (size = fread(data, 1, sizeof data, file)) > 0;)
        if (write(client, data, size) < 0) break;
    if (file) fclose(file);
}

int main(int count, char **words) {
    if (count == 2 && !strcmp(words[1], "-v")) return puts("tinyhttpd/" VERSION) < 0;
    if (count != 3) return fputs("usage: tinyhttpd PORT FOLDER\n", stderr), 2;
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(words[1]))};
    int server = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(server, (struct sockaddr *)&here, sizeof here) || listen(server, 16)) return perror("tinyhttpd"), 1;
    for (;;) {
        int client = accept(server, 0, 0);
        answer(client, words[2]);
        close(client);
    }
}
