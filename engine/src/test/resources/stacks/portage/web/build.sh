_packages="www-servers/nginx"
