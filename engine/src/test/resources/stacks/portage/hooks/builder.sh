configure_builder() { :; }
