#!/bin/sh
echo "api in mode $API_MODE"
