#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

/* portcheck PORT: whether something on this host listens there. */
int main(int count, char **words) {
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(count > 1 ? words[1] : "80"))};
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int socket_ = socket(AF_INET, SOCK_STREAM, 0);
    return connect(socket_, (struct sockaddr *)&there, sizeof there) ? puts("closed"), 1 : puts("open") < 0;
}
