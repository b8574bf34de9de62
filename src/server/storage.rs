//! Files: on disk by default, in an S3 bucket by configuration. A key is a path of plain words: `media/…/640.webp`.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, buffered::BufWriter, local::LocalFileSystem, path::Path as Key,
};
use secrecy::ExposeSecret;
use tokio::io::AsyncWriteExt;

use super::{
    config::{Config, StorageConfig},
    db,
    error::internal,
};
use crate::kernel::Result;

/// Where files are kept. Opened at the first use.
pub struct Storage {
    place: Place,
    store: OnceLock<Arc<dyn ObjectStore>>,
}

/// A file that is read in parts.
pub struct Stream {
    /// Its size.
    pub bytes: u64,
    /// The parts.
    pub parts: BoxStream<'static, object_store::Result<Bytes>>,
}

enum Place {
    Folder(PathBuf),
    Bucket(StorageConfig),
}

impl Storage {
    /// As the configuration says; without a word of it, beside the database.
    pub fn new(config: &Config) -> Self {
        let place = Self::folder(config).map_or_else(|| Place::Bucket(config.storage.clone()), Place::Folder);
        Self { place, store: OnceLock::new() }
    }

    /// The folder for files; `None` when they go into a bucket.
    pub fn folder(config: &Config) -> Option<PathBuf> {
        let StorageConfig { bucket, folder, .. } = &config.storage;
        let chosen = || folder.clone().unwrap_or_else(|| beside_database(&config.database.url));
        bucket.is_none().then(chosen)
    }

    /// Keeps a file. On disk it is written beside its place and then renamed, so that nobody ever reads half of it.
    ///
    /// # Errors
    /// Internal.
    pub async fn put(&self, key: &str, bytes: Bytes) -> Result<()> {
        let failed = |error: object_store::Error| internal("storing a file", error);
        self.store()?.put(&Key::from(key), bytes.into()).await.map_err(failed)?;
        Ok(())
    }

    /// A file, when it is there.
    ///
    /// # Errors
    /// Internal.
    pub async fn get(&self, key: &str) -> Result<Option<Bytes>> {
        let failed = |error: object_store::Error| internal("reading a file", error);
        match self.store()?.get(&Key::from(key)).await {
            Ok(found) => found.bytes().await.map(Some).map_err(failed),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Keeps a file of this machine, however large it is.
    ///
    /// # Errors
    /// Internal.
    pub async fn put_file(&self, key: &str, from: &std::path::Path) -> Result<()> {
        let failed = |error: std::io::Error| internal("storing a file", error);
        let mut file = tokio::fs::File::open(from).await.map_err(failed)?;
        let mut target = BufWriter::new(self.store()?, Key::from(key));
        tokio::io::copy(&mut file, &mut target).await.map_err(failed)?;
        target.shutdown().await.map_err(failed)
    }

    /// A file in parts, when it is there.
    ///
    /// # Errors
    /// Internal.
    pub async fn stream(&self, key: &str) -> Result<Option<Stream>> {
        match self.store()?.get(&Key::from(key)).await {
            Ok(found) => Ok(Some(Stream { bytes: found.meta.size, parts: found.into_stream().boxed() })),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(internal("reading a file", error)),
        }
    }

    /// Deletes one file. What is gone already is no fault.
    ///
    /// # Errors
    /// Internal.
    pub async fn delete(&self, key: &str) -> Result<()> {
        match self.store()?.delete(&Key::from(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(internal("deleting a file", error)),
        }
    }

    /// Deletes every file below a key. What is gone already is no fault.
    ///
    /// # Errors
    /// Internal.
    pub async fn delete_below(&self, key: &str) -> Result<()> {
        let failed = |error: object_store::Error| internal("deleting files", error);
        let store = self.store()?;
        let found: Vec<_> = store.list(Some(&Key::from(key))).try_collect().await.map_err(failed)?;
        for file in found {
            match store.delete(&file.location).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(failed(error)),
            }
        }
        Ok(())
    }

    fn store(&self) -> Result<Arc<dyn ObjectStore>> {
        if let Some(store) = self.store.get() {
            return Ok(store.clone());
        }
        let store = match &self.place {
            Place::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(|error| internal("making the folder of files", error))?;
                let opened = LocalFileSystem::new_with_prefix(folder);
                let opened = opened.map_err(|error| internal("opening the folder of files", error))?;
                // What a row names must be on the disk and not only on its way there.
                Arc::new(opened.with_fsync(true).with_automatic_cleanup(true)) as _
            }
            Place::Bucket(config) => bucket(config).map_err(|error| internal("opening the bucket of files", error))?,
        };
        Ok(self.store.get_or_init(|| store).clone())
    }
}

fn bucket(config: &StorageConfig) -> object_store::Result<Arc<dyn ObjectStore>> {
    let mut builder = AmazonS3Builder::new().with_bucket_name(config.bucket.as_deref().unwrap_or_default());
    if let Some(region) = &config.region {
        builder = builder.with_region(region);
    }
    if let Some(endpoint) = &config.endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
    }
    if let (Some(id), Some(secret)) = (&config.access_key, &config.secret_key) {
        builder = builder.with_access_key_id(id).with_secret_access_key(secret.expose_secret());
    }
    Ok(Arc::new(builder.build()?))
}

fn beside_database(url: &str) -> PathBuf {
    let folder = db::sqlite_path(url).and_then(|file| file.parent().map(std::path::Path::to_owned));
    folder.unwrap_or_else(|| PathBuf::from("data")).join("files")
}
