-- An app is named on the command line, so its name means one app, however it is written.
CREATE UNIQUE INDEX "App_name" ON "App" (lower(name));
